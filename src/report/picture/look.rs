//! Colours: ink on a card of its own, so that the picture is readable on any page.
//!
//! Blue and vermilion are those of Okabe and Ito, told apart by all eyes; each kind also has a shape of its own.

/// The rules of the classes; a program that knows no dark pages reads the first half.
pub(super) const RULES: &str = "\
.card{fill:#fff;stroke:#d1d9e0;stroke-width:2}
.title{font-size:34px;fill:#1f2328}
.name{font-size:28px;fill:#1f2328}
.said{font-size:26px;fill:#59636e}
.small{font-size:24px;fill:#59636e}
.ours{font-size:26px;fill:#0072b2}
.halo{stroke:#fff;stroke-width:8;paint-order:stroke}
.grid{stroke:#e8ecf0;stroke-width:2}
.tick{stroke:#b7bfc8;stroke-width:2}
.level{stroke:#b7bfc8;stroke-width:2}
.chance{stroke:#59636e;stroke-width:3;stroke-dasharray:12 8}
.best{stroke:#0072b2;stroke-width:4}
.kept{fill:#0072b2}
.discarded{stroke:#a3adb8;stroke-width:2}
.flagged{stroke:#d55e00;stroke-width:2;stroke-opacity:.7}
.failed{stroke:#8c959f;stroke-width:2}
.equity{stroke:#0072b2;stroke-width:4}
.held{stroke:#a3adb8;stroke-width:3}
@media(prefers-color-scheme:dark){
.card{fill:#0d1117;stroke:#3d444d}
.title,.name{fill:#f0f6fc}
.said,.small{fill:#9198a1}
.ours,.kept{fill:#56b4e9}
.halo{stroke:#0d1117}
.grid{stroke:#21262d}
.tick,.level{stroke:#484f58}
.chance{stroke:#9198a1}
.best,.equity{stroke:#56b4e9}
.discarded,.held{stroke:#6e7681}
.flagged{stroke:#e69f00}
.failed{stroke:#6e7681}
}
";
