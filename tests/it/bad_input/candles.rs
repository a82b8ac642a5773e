//! Candles that cannot be used.

use autoquant::model::candles::Candles;

use super::Fault::{CandleFile, Changed};
use super::Row;

#[expect(clippy::too_many_lines, reason = "one table, a row for each fault")]
pub fn rows() -> Vec<Row> {
    vec![
        (
            CandleFile(|file| std::fs::remove_file(file).unwrap()),
            3,
            r"
error[AQ410]: no 1h candles of A/USDT: user_data/data/A_USDT-1h.feather does not exist
 = help: fetch them with `autoquant prepare`
",
        ),
        (
            CandleFile(|file| std::fs::write(file, "").unwrap()),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it is empty
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            CandleFile(|file| {
                let bytes = std::fs::read(file).unwrap();
                std::fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
            }),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it is no feather file, or cut off (out-of-spec: InvalidFooter)
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            CandleFile(|file| {
                use polars::prelude::{DataFrame, IpcWriter, NamedFrom, SerWriter, Series};
                let price = Series::new("price".into(), [1.0, 2.0]);
                let mut frame = DataFrame::new(2, vec![price.into()]).unwrap();
                IpcWriter::new(std::fs::File::create(file).unwrap()).finish(&mut frame).unwrap();
            }),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: it lacks one of the columns date, open, high, low, close, volume
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| *candles = Candles::default()),
            0,
            r"
warning[AQ405]: A/USDT has no candles after warm-up in 20240102-20240110 and is left out
 = help: fetch more with `autoquant prepare`, or take the pair out
",
        ),
        (
            Changed(|candles| redate(candles, |dates| dates.swap(5, 6))),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 05:00:00+00:00) is earlier than the row before it: the candles are sorted
 = help: fetch the file anew if it is not meant
",
        ),
        (
            Changed(|candles| redate(candles, |dates| dates[6] = dates[5])),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 05:00:00+00:00) has the date of the row before it: the two are made one
 = help: fetch the file anew if it is not meant
",
        ),
        (
            Changed(|candles| redate(candles, |dates| dates[6] += 60_000)),
            0,
            r"
warning[AQ406]: A_USDT-1h.feather: row 7 (2024-01-01 06:01:00+00:00) is not on the 1h grid: it joins the candle that it lies in
 = help: fetch the file anew if it is not meant
",
        ),
        (
            Changed(|candles| redate(candles, |dates| dates[6] *= 1_000)),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 has a date before 1970 or after 2200
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| candles.close[6] = f64::NAN),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has no close
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| candles.low[6] = -1.0),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has a negative low
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| candles.high[6] = 1.0),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has a high below its low
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| candles.volume[6] = f64::INFINITY),
            3,
            r"
error[AQ410]: the 1h candles of A/USDT cannot be read: user_data/data/A_USDT-1h.feather: row 7 (2024-01-01 06:00:00+00:00) has no volume
 = help: fetch the file anew with `autoquant prepare`, or remove it
",
        ),
        (
            Changed(|candles| *candles = candles.slice(0..20)),
            0,
            r"
warning[AQ405]: A/USDT has no candles after warm-up in 20240102-20240110 and is left out
 = help: fetch more with `autoquant prepare`, or take the pair out
",
        ),
    ]
}

/// Changes the dates of candles.
fn redate(candles: &mut Candles, change: fn(&mut Vec<i64>)) {
    let mut dates: Vec<i64> = candles.date.iter().collect();
    change(&mut dates);
    candles.date = dates.into();
}
