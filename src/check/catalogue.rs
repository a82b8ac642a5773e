//! The rules: what each code stands for, and the page that explains it.

use serde::Serialize;

use crate::diag::Severity;
use crate::diag::suggest::did_you_mean;

/// What a code stands for.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Rule {
    /// The stable code: `AQ101`.
    pub code: &'static str,
    /// The fault in a few words: `short-circuit-on-columns`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, why it is one and what to write instead, as Markdown.
    pub page: &'static str,
}

/// What rules are about: the first codes of the families, in their order.
pub const FAMILIES: &[(&str, &str)] = &[
    ("AQ100", "The language"),
    ("AQ200", "Columns and what can be done with them"),
    ("AQ290", "Bounds of the sandbox"),
    ("AQ300", "Settings"),
    ("AQ400", "Config and candles"),
    ("AQ500", "What runs and misleads"),
    ("AQ900", "Faults of autoquant"),
];

macro_rules! rules {
    ($($code:literal $name:literal $severity:ident;)*) => {
        &[$(Rule {
            code: $code,
            name: $name,
            severity: Severity::$severity,
            page: include_str!(concat!("pages/", $code, ".md")),
        }),*]
    };
}

/// All rules, by code.
pub const RULES: &[Rule] = rules! {
    "AQ100" "does-not-parse" Error;
    "AQ101" "short-circuit-on-columns" Error;
    "AQ102" "branch-on-column" Error;
    "AQ103" "unknown-name" Error;
    "AQ104" "unknown-property" Error;
    "AQ105" "script-throws" Error;
    "AQ106" "fault-at-run-time" Error;
    "AQ107" "wrong-kind-of-value" Error;
    "AQ108" "wrong-arguments" Error;
    "AQ109" "unknown-function" Error;
    "AQ110" "missing-function" Error;
    "AQ111" "populate-arguments" Error;
    "AQ112" "columns-outside-populate" Error;
    "AQ114" "unavailable-import" Error;
    "AQ115" "unreadable-file" Error;
    "AQ116" "callback-arguments" Error;
    "AQ117" "wrong-answer" Error;
    "AQ118" "empty-script" Error;
    "AQ119" "rival-callbacks" Error;
    "AQ120" "python-words" Error;
    "AQ121" "single-quotes" Error;
    "AQ122" "hash-comment" Error;
    "AQ123" "named-arguments" Error;
    "AQ124" "ternary" Error;
    "AQ125" "malformed-map" Error;
    "AQ126" "leading-point" Error;
    "AQ127" "tuple" Error;
    "AQ128" "type-annotation" Error;
    "AQ129" "module-with-point" Error;
    "AQ130" "row-by-row" Error;
    "AQ131" "python-modules" Error;
    "AQ132" "self-reference" Error;
    "AQ133" "manual-merge" Error;
    "AQ134" "dt-accessor" Error;
    "AQ135" "loc-with-brackets" Error;
    "AQ136" "comment-as-division" Warning;
    "AQ137" "closure-reads-outside" Error;
    "AQ138" "pandas-spelling" Error;
    "AQ139" "assignment-to-const" Error;
    "AQ140" "reserved-word" Error;
    "AQ141" "function-twice" Error;
    "AQ142" "unclosed-bracket" Error;
    "AQ143" "foreign-sign" Error;
    "AQ144" "method-of-a-value" Error;
    "AQ145" "unknown-import" Error;
    "AQ201" "unknown-column" Error;
    "AQ202" "number-as-condition" Error;
    "AQ203" "mixed-frames" Error;
    "AQ204" "comparison-without-column" Error;
    "AQ205" "read-only-column" Error;
    "AQ206" "words-and-numbers-mixed" Error;
    "AQ210" "column-or-number" Error;
    "AQ211" "period-out-of-range" Error;
    "AQ220" "parameter-declared-twice" Error;
    "AQ221" "parameter-out-of-order" Error;
    "AQ222" "value-of-column" Error;
    "AQ223" "value-outside-parameter" Error;
    "AQ224" "unknown-parameter" Error;
    "AQ225" "undeclared-parameter" Error;
    "AQ226" "too-many-declared-parameters" Error;
    "AQ230" "late-informative" Error;
    "AQ231" "unmergeable-timeframe" Error;
    "AQ232" "malformed-pair" Error;
    "AQ240" "not-a-string" Error;
    "AQ241" "not-a-column" Error;
    "AQ242" "truncating-division" Error;
    "AQ250" "reads-the-future" Error;
    "AQ251" "unknown-window-method" Error;
    "AQ252" "ambiguous-ewm" Error;
    "AQ253" "unknown-option" Error;
    "AQ254" "uneven-lists" Error;
    "AQ255" "missing-inputs" Error;
    "AQ256" "unknown-indicator-parameter" Error;
    "AQ257" "too-many-parameters" Error;
    "AQ258" "missing-parameter" Error;
    "AQ260" "unknown-field" Error;
    "AQ261" "candle-in-the-future" Error;
    "AQ262" "unlike-values-compared" Error;
    "AQ263" "stop-helper-arguments" Error;
    "AQ264" "impossible-lock" Error;
    "AQ290" "too-many-columns" Error;
    "AQ291" "script-too-long" Error;
    "AQ292" "too-many-operations" Error;
    "AQ293" "too-deep-calls" Error;
    "AQ294" "too-large-value" Error;
    "AQ295" "too-many-variables" Error;
    "AQ296" "too-deep-expression" Error;
    "AQ297" "too-much-memory" Error;
    "AQ298" "too-costly-plan" Error;
    "AQ299" "too-slow-function" Error;
    "AQ301" "setting-with-let" Error;
    "AQ303" "misspelt-setting" Warning;
    "AQ304" "invalid-setting" Error;
    "AQ305" "overridden-by-config" Warning;
    "AQ306" "pair-outside-whitelist" Error;
    "AQ307" "setting-without-effect" Note;
    "AQ308" "pair-twice" Warning;
    "AQ309" "timeranges-overlap" Error;
    "AQ310" "warm-up-beyond-candles" Error;
    "AQ311" "short-in-spot" Error;
    "AQ401" "foreign-job" Error;
    "AQ402" "invalid-config-setting" Error;
    "AQ403" "unbounded-stake" Error;
    "AQ404" "unknown-fee" Error;
    "AQ405" "pair-without-candles" Warning;
    "AQ406" "odd-candles" Warning;
    "AQ408" "changed-candles" Warning;
    "AQ409" "funding-not-known" Warning;
    "AQ410" "unusable-candles" Error;
    "AQ411" "detail-does-not-fit" Error;
    "AQ412" "pair-without-tiers" Error;
    "AQ413" "pair-without-detail" Warning;
    "AQ414" "pair-of-other-market" Error;
    "AQ420" "damaged-log-line" Warning;
    "AQ421" "wrong-log-header" Warning;
    "AQ422" "run-not-written-down" Warning;
    "AQ430" "stake-beyond-tiers" Error;
    "AQ501" "incomplete-header" Warning;
    "AQ502" "unknown-paradigm" Warning;
    "AQ503" "unused-column" Warning;
    "AQ504" "overwritten-column" Warning;
    "AQ505" "unused-informative" Warning;
    "AQ506" "short-warm-up" Warning;
    "AQ507" "long-memory" Note;
    "AQ508" "unconfigured-candles" Warning;
    "AQ509" "unused-import" Warning;
    "AQ510" "no-entry" Warning;
    "AQ511" "never-holds" Warning;
    "AQ512" "always-holds" Warning;
    "AQ513" "entry-equals-exit" Warning;
    "AQ514" "signal-without-effect" Warning;
    "AQ515" "many-thresholds" Note;
    "AQ516" "number-as-signal" Warning;
    "AQ520" "losers-kept" Warning;
    "AQ521" "tight-roi" Warning;
    "AQ522" "tight-stop" Warning;
    "AQ523" "no-exit" Warning;
    "AQ530" "ignored-context" Warning;
    "AQ531" "stake-not-returned" Warning;
    "AQ532" "callback-switched-off" Warning;
    "AQ533" "unseen-print" Note;
    "AQ534" "misspelt-callback" Warning;
    "AQ535" "idle-setting" Warning;
    "AQ536" "protections-switched-off" Warning;
    "AQ537" "unread-protection-key" Warning;
    "AQ538" "orders-never-wait" Warning;
    "AQ539" "callback-without-effect" Warning;
    "AQ540" "order-taken-away" Warning;
    "AQ541" "order-without-end" Note;
    "AQ542" "entries-collide" Warning;
    "AQ543" "exit-without-entry" Warning;
    "AQ544" "one-sided-exit" Note;
    "AQ545" "stop-of-a-plain-trade" Warning;
    "AQ546" "stop-beyond-liquidation" Note;
    "AQ900" "internal-error" Error;
};

/// Codes of faults that there are no more, and why. No other fault ever gets one of them.
const RETIRED: &[(&str, &str)] = &[
    ("AQ113", "it was a callback that could not be simulated, and now all can"),
    ("AQ302", "it was a setting that could not be simulated, and now all can"),
    ("AQ407", "it was a config of futures, which are simulated now"),
];

/// The rule of a code or a name, in capitals or not; or what may have been meant.
pub fn rule(word: &str) -> Result<&'static Rule, Option<String>> {
    let is_it = |known: &str| known.eq_ignore_ascii_case(word);
    let found = RULES.iter().find(|rule| is_it(rule.code) || is_it(rule.name));
    let names = RULES.iter().flat_map(|rule| [rule.code, rule.name]);
    let retired = RETIRED.iter().find(|(code, _)| code.eq_ignore_ascii_case(word));
    let why = retired.map(|(code, why)| format!("{code} is not told any more: {why}"));
    found.ok_or_else(|| why.or_else(|| did_you_mean(word, names)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retired_codes_say_why_and_are_not_given_again() {
        for (code, why) in RETIRED {
            assert!(RULES.iter().all(|rule| rule.code != *code), "{code}");
            assert!(
                rule(&code.to_lowercase()).unwrap_err().is_some_and(|help| help.ends_with(why))
            );
        }
    }
}
