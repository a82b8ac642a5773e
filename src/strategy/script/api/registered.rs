//! What the engine knows and what the table of the language lists are the same.

use std::collections::BTreeSet;

use rhai::Engine;

use crate::indicators::functions;
use crate::strategy::language::{self, Kind, Signature};

/// A name, and the number of arguments, what stands before a dot included.
type Form = (String, usize);

/// Registered for safety only, beside functions of the same name in Rhai's library.
const GUARDS: [(&str, usize); 17] = [
    ("to_string", 1),
    ("+=", 2),
    ("sleep", 1),
    ("pad", 3),
    ("replace", 3),
    ("sin", 1),
    ("cos", 1),
    ("tan", 1),
    ("sinh", 1),
    ("cosh", 1),
    ("tanh", 1),
    ("asin", 1),
    ("acos", 1),
    ("atan", 1),
    ("asinh", 1),
    ("acosh", 1),
    ("atanh", 1),
];

/// The functions that the engine has beyond Rhai's library, those of modules apart.
fn registered() -> (BTreeSet<Form>, BTreeSet<String>) {
    let mut engine = Engine::new_raw();
    super::register(&mut engine);
    let all = engine.collect_fn_metadata(
        None,
        |found| {
            let name = found.metadata.name.to_string();
            Some((found.namespace.to_string(), name, found.metadata.num_params))
        },
        false,
    );
    let (own, of_modules): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(module, ..)| module.is_empty());
    let forms = own.into_iter().map(|(_, name, count)| (name, count));
    (forms.collect(), of_modules.into_iter().map(|(_, name, _)| name).collect())
}

/// What a word of the table is to the engine.
fn forms(word: &language::Word, signature: &str) -> Vec<Form> {
    let one = |name: &str, count| vec![(name.to_owned(), count)];
    match (word.kind, word.name) {
        (Kind::Header | Kind::Populate | Kind::Column | Kind::Signal, _) => vec![],
        (Kind::Operator, sign) => one(sign, if signature.starts_with(sign) { 1 } else { 2 }),
        (Kind::Frame, "df") if signature.contains(" = ") => one("index$set$", 3),
        (Kind::Frame, "df") | (Kind::Callback, "candle") => one("index$get$", 2),
        (Kind::Frame, "in") => one("contains", 2),
        (Kind::Callback, "candle_at") => one("candle_at", 2),
        (Kind::Callback, "total_seconds") => one("total_seconds", 1),
        (kind, name) => {
            let parsed = Signature::parse(signature).expect(signature);
            assert_eq!(parsed.name, name);
            match parsed.parameters {
                None => one(&format!("get${name}"), 1),
                Some(list) => one(name, list.len() + usize::from(kind.receiver().is_some())),
            }
        }
    }
}

fn listed() -> BTreeSet<Form> {
    let of_words = language::words()
        .flat_map(|word| word.signatures.iter().flat_map(|signature| forms(word, signature)));
    let of_ctx = language::ctx_fields().into_iter().map(|field| field.name);
    let fields = of_ctx.chain(language::TRADE.names());
    let fields = fields.chain(language::ORDER.names()).chain(language::TIME.names());
    of_words.chain(fields.map(|name| (format!("get${name}"), 1))).collect()
}

#[test]
fn the_engine_knows_the_words_of_the_language_and_no_others() {
    let (mut registered, indicators) = registered();
    for (name, count) in GUARDS {
        assert!(registered.remove(&(name.to_owned(), count)), "{name} is not guarded");
    }
    let listed = listed();
    let unlisted: Vec<_> = registered.difference(&listed).collect();
    assert!(unlisted.is_empty(), "add to src/strategy/language: {unlisted:?}");
    let unregistered: Vec<_> = listed.difference(&registered).collect();
    assert!(unregistered.is_empty(), "the engine does not know {unregistered:?}");
    let names: BTreeSet<String> =
        functions().map(|function| function.operation.name.to_owned()).collect();
    assert_eq!(indicators, names);
}
