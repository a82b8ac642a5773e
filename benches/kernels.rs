//! Runs single kernels for a script that holds them against TA-Lib (`scripts/bench_talib.sh`,
//! `scripts/compare_talib.sh`): commands come line by line, each is answered with a line.
//!
//! ```text
//! functions                      names, groups, inputs, parameters and outputs of all, as JSON
//! columns PATH ROWS              reads open, high, low, close, volume, periods: doubles, column after column
//! time MODULE NAME NUMBER...     computes, and tells the nanoseconds
//! values PATH MODULE NAME ...    computes, and writes the outputs likewise
//! ```

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::Instant;

use autoquant::indicators::{Function, Kind, Parameter, function, functions};
use serde_json::{Value, json};

/// The program's own.
#[global_allocator]
static ALLOCATOR: autoquant::memory::Counting<mimalloc::MiMalloc> =
    autoquant::memory::Counting(mimalloc::MiMalloc);

const COLUMNS: [&str; 6] = ["open", "high", "low", "close", "volume", "periods"];

type Answer<T> = Result<T, Box<dyn Error>>;

/// The columns, and outputs that are used again, as those of the program's pool are.
#[derive(Default)]
struct Desk {
    columns: Vec<Vec<f64>>,
    outputs: Vec<Vec<f64>>,
}

impl Desk {
    fn answer(&mut self, line: &str) -> Answer<String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["functions"] => {
                Ok(Value::from(functions().map(described).collect::<Vec<_>>()).to_string())
            }
            ["columns", path, rows] => {
                let (numbers, rows) = (doubles(&std::fs::read(path)?), rows.parse()?);
                self.columns = numbers.chunks(rows).map(<[f64]>::to_vec).collect();
                Ok(format!("{} columns", self.columns.len()))
            }
            ["time", module, name, numbers @ ..] => {
                Ok(self.run(module, name, numbers)?.to_string())
            }
            ["values", path, module, name, numbers @ ..] => {
                self.run(module, name, numbers)?;
                let values = self.outputs.iter().flatten();
                let bytes: Vec<u8> = values.flat_map(|value| value.to_le_bytes()).collect();
                std::fs::write(path, bytes)?;
                Ok(format!("{} outputs", self.outputs.len()))
            }
            _ => Err(format!("unknown: {line}").into()),
        }
    }

    /// Computes a function; the nanoseconds of its kernel.
    #[expect(clippy::disallowed_methods, reason = "time is what is asked for")]
    fn run(&mut self, module: &str, name: &str, numbers: &[&str]) -> Answer<u128> {
        let operation = function(module, name).ok_or("unknown function")?.operation;
        let parameters: Vec<f64> =
            numbers.iter().map(|number| number.parse()).collect::<Result<_, _>>()?;
        if parameters.len() != operation.parameters.len() {
            return Err("another number of parameters".into());
        }
        for (parameter, value) in operation.parameters.iter().zip(&parameters) {
            if !parameter.admits(*value) {
                return Err(format!("refused: {}", parameter.range_text()).into());
            }
        }
        let column = |name: &str| {
            let at = COLUMNS.iter().position(|known| *known == name).ok_or("unknown column")?;
            self.columns.get(at).map(Vec::as_slice).ok_or("no columns yet")
        };
        let inputs: Vec<&[f64]> =
            operation.inputs.iter().map(|input| column(input.column)).collect::<Result<_, _>>()?;
        self.outputs.resize(operation.outputs.len(), Vec::new());
        self.outputs.iter_mut().for_each(|output| output.resize(inputs[0].len(), 0.0));
        let mut places: Vec<&mut [f64]> = self.outputs.iter_mut().map(Vec::as_mut_slice).collect();
        let start = Instant::now();
        (operation.kernel)(&inputs, &parameters, &mut places);
        Ok(start.elapsed().as_nanos())
    }
}

fn described(function: Function) -> Value {
    let operation = function.operation;
    let parameter = |one: &Parameter| {
        let is_real = matches!(one.kind, Kind::Real);
        json!({
            "name": one.name, "is_real": is_real,
            "default": one.default, "low": one.low, "high": one.high,
        })
    };
    json!({
        "module": function.module.name,
        "name": operation.name,
        "group": operation.group,
        "inputs": operation.inputs.iter().map(|input| input.column).collect::<Vec<_>>(),
        "parameters": operation.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "outputs": operation.output_names().collect::<Vec<_>>(),
    })
}

fn doubles(bytes: &[u8]) -> Vec<f64> {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().map(|word| f64::from_le_bytes(*word)).collect()
}

fn main() -> Answer<()> {
    let mut desk = Desk::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = desk.answer(&line?);
        let text = answer.unwrap_or_else(|error| format!("error: {error}"));
        writeln!(out, "{text}")?;
        out.flush()?;
    }
    Ok(())
}
