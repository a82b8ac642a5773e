//! What is read beside the candles that a strategy looks at, to follow its trades: shorter candles, mark prices,
//! funding rates and leverage tiers.

use std::sync::Arc;

use super::frames::Range;
use super::{ErrorType, Failure, Job, Prepared};
use crate::backtest::{PairInput, Perpetual};
use crate::data::DataError;
use crate::data::frames::Frames;
use crate::data::funding::{FundingEvents, FundingKey};
use crate::diag::Diagnostic;
use crate::model::candle_key::CandleKey;
use crate::model::candles::Candles;
use crate::model::config::Config;
use crate::model::dates::Dates;
use crate::model::exchange::Exchange;
use crate::model::leverage::LeverageTier;
use crate::model::pair::Pair;
use crate::model::timeframe::Timeframe;
use crate::model::timerange::format_minute;

/// Whether the reference takes the trades of an exchange for mark prices, and needs no leverage tiers.
fn is_hyperliquid(config: &Config) -> bool {
    Exchange::of(&config.exchange) == Exchange::Hyperliquid
}

/// The mark prices of a pair, as the reference finds them.
pub fn mark_prices(config: &Config, pair: &Pair) -> CandleKey {
    if is_hyperliquid(config) {
        CandleKey::trades(pair, Timeframe::HOUR)
    } else {
        CandleKey::mark(pair)
    }
}

/// The files that the trades of some pairs are followed on, under a config.
pub fn files_beside<'a>(config: &Config, pairs: impl Iterator<Item = &'a Pair>) -> Vec<CandleKey> {
    let is_futures = !config.trading_mode.is_spot();
    let of_pair = |pair: &Pair| {
        let detail = config.timeframe_detail.map(|timeframe| CandleKey::trades(pair, timeframe));
        let perpetual =
            is_futures.then(|| [mark_prices(config, pair), CandleKey::funding_rates(pair)]);
        detail.into_iter().chain(perpetual.into_iter().flatten()).collect::<Vec<_>>()
    };
    pairs.flat_map(of_pair).collect()
}

/// What is read beside the columns of one job, and between which dates.
pub(super) struct Beside<'a> {
    job: &'a Job,
    candles: &'a Frames<'a>,
    span: (Option<i64>, Option<i64>),
}

impl<'a> Beside<'a> {
    /// What a job reads.
    pub(super) fn of(
        job: &'a Job,
        prepared: &Prepared,
        candles: &'a Frames<'a>,
    ) -> Result<Self, DataError> {
        let is_needed = job.config.timeframe_detail.is_some() || !job.config.trading_mode.is_spot();
        let range = Range { timerange: &job.timerange, startup: prepared.startup };
        let span = if is_needed {
            range.without_warm_up(&prepared.basket, prepared.settings.timeframe, candles)?
        } else {
            (None, None)
        };
        Ok(Self { job, candles, span })
    }

    /// The shorter candles of a pair; `None` where there are none.
    pub(super) fn detail(&self, pair: &Pair) -> Result<Option<Candles>, DataError> {
        let Some(timeframe) = self.job.config.timeframe_detail else { return Ok(None) };
        let (lower, upper) = self.span;
        self.candles.cut_if_any(&CandleKey::trades(pair, timeframe), lower, upper)
    }

    /// What is paid for a pair; `None` in spot.
    pub(super) fn funding(&self, pair: &Pair) -> Result<Option<Arc<FundingEvents>>, DataError> {
        let config = &self.job.config;
        if config.trading_mode.is_spot() {
            return Ok(None);
        }
        let (mark, rates) = (mark_prices(config, pair), CandleKey::funding_rates(pair));
        let key = FundingKey::new(mark, rates, self.span, config.futures_funding_rate);
        self.candles.funding(&key).map(Some)
    }

    /// The leverage tiers of a pair; none in spot.
    pub(super) fn tiers(&self, pair: &Pair) -> &[LeverageTier] {
        self.job.leverage_tiers.get(pair.as_str()).map_or(&[], |tiers| tiers)
    }

    /// The highest leverage of a pair where tiers do not say it.
    fn max_leverage(&self, pair: &Pair) -> Option<f64> {
        let market = self.job.markets.market(pair.as_str());
        market.max_leverage.filter(|most| *most >= 1.0 && is_hyperliquid(&self.job.config))
    }

    /// What holds for a pair as a perpetual contract; `None` in spot.
    pub(super) fn perpetual(&self, pair: &Pair, fee: f64) -> Result<Option<Perpetual>, DataError> {
        let Some(funding) = self.funding(pair)? else { return Ok(None) };
        let taker = self.job.markets.market(pair.as_str()).taker.unwrap_or(fee);
        let (tiers, max_leverage) = (self.tiers(pair).to_vec(), self.max_leverage(pair));
        Ok(Some(Perpetual { tiers, funding, max_leverage, taker }))
    }

    /// Refuses what the reference refuses, too: a pair without leverage tiers, and shorter candles, or mark prices
    /// that are trades, that no pair has.
    pub(super) fn check(&self, basket: &[Pair]) -> Result<(), Failure> {
        let config = &self.job.config;
        if !config.trading_mode.is_spot() {
            let lacking = basket
                .iter()
                .filter(|pair| self.tiers(pair).is_empty() && self.max_leverage(pair).is_none());
            let lacking: Vec<&str> = lacking.map(Pair::as_str).collect();
            if !lacking.is_empty() {
                return Err(without_tiers(&lacking));
            }
        }
        if let Some(timeframe) = config.timeframe_detail {
            self.check_any(basket, |pair| CandleKey::trades(pair, timeframe))?;
        }
        if !config.trading_mode.is_spot() && is_hyperliquid(config) {
            self.check_any(basket, |pair| mark_prices(config, pair))?;
        }
        Ok(())
    }

    /// Whether any pair has some candles of a kind.
    fn check_any(&self, basket: &[Pair], key: impl Fn(&Pair) -> CandleKey) -> Result<(), Failure> {
        let (lower, upper) = self.span;
        let mut missing = None;
        for pair in basket {
            match self.candles.cut(&key(pair), lower, upper) {
                Ok(candles) if candles.is_empty() => {}
                Err(error @ DataError::Missing { .. }) => missing = missing.or(Some(error)),
                Ok(_) | Err(_) => return Ok(()),
            }
        }
        let names: Vec<&str> = basket.iter().map(Pair::as_str).collect();
        let empty = || DataError::Empty {
            pairs: names.join(", "),
            timeframe: basket
                .first()
                .map_or_else(String::new, |pair| key(pair).timeframe.to_string()),
            timerange: self.job.timerange.to_string(),
        };
        Err(Failure::data(&missing.unwrap_or_else(empty)))
    }

    /// Warns where a pair lacks what others may have.
    pub(super) fn warnings(&self, input: &PairInput, pair: &Pair) -> Vec<Diagnostic> {
        let mut warnings = Vec::new();
        let lacking = self.job.config.timeframe_detail.and_then(|timeframe| {
            let where_to = match &input.detail {
                None => format!("in {}", self.job.timerange),
                Some(detail) => outside(&detail.date, timeframe.ms(), input)?,
            };
            Some(format!("{pair} has no {timeframe} candles {where_to}"))
        });
        warnings.extend(lacking.map(|lacking| {
            let message = format!("{lacking}: there its trades are followed on its own candles");
            let finding = Diagnostic::warning("AQ413", message);
            finding.with_help("fetch them with `autoquant prepare`")
        }));
        let problem = input.perpetual.as_ref().and_then(|contract| {
            let events = &*contract.funding;
            if events.dates.is_empty() {
                Some(self.no_funding(pair))
            } else {
                in_part(events, input)
            }
        });
        warnings.extend(problem.map(|problem| {
            let message = format!("{pair}: {problem}: its trades neither pay nor receive any there");
            Diagnostic::warning("AQ409", message).with_help(
                "fetch mark prices and funding rates with `autoquant prepare`, or write \"futures_funding_rate\" \
                 into the config",
            )
        }));
        warnings
    }

    /// Why nothing is paid for a pair.
    fn no_funding(&self, pair: &Pair) -> String {
        let (lower, upper) = self.span;
        let is_there = |key| matches!(self.candles.cut_if_any(&key, lower, upper), Ok(Some(_)));
        let timerange = &self.job.timerange;
        let mark = mark_prices(&self.job.config, pair);
        if !is_there(mark.clone()) {
            format!("no funding is known, as there are no {} in {timerange}", mark.rows())
        } else if !is_there(CandleKey::funding_rates(pair)) {
            format!("there are no funding rates in {timerange}")
        } else {
            format!("no funding rate has the date of a mark price in {timerange}")
        }
    }
}

/// Where a pair is tested beyond its shorter candles.
fn outside(known: &Dates, length: i64, input: &PairInput) -> Option<String> {
    let tested = &input.candles.date;
    let (first, last) = (tested.get(input.first)?, tested.last()?);
    let (begin, end) = (known.first()?, known.last()? + length);
    let parts = [
        (begin > first).then(|| format!("before {}", format_minute(begin))),
        (end <= last).then(|| format!("from {} on", format_minute(end))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// Where the tested candles of a pair reach beyond what is known of its funding.
fn in_part(events: &FundingEvents, input: &PairInput) -> Option<String> {
    let dates = &input.candles.date;
    let (first, last) = (dates.get(input.first)?, dates.last()?);
    let (known, until) = (*events.dates.first()?, *events.dates.last()?);
    // It is paid three times a day, or more often.
    let day = Timeframe::DAY.ms();
    (known > first + day || until < last - day).then(|| {
        let [known, until, first, last] = [known, until, first, last].map(format_minute);
        format!("funding is known from {known} to {until}, and candles are tested from {first} to {last}")
    })
}

fn without_tiers(pairs: &[&str]) -> Failure {
    let have = if let [_] = pairs { "has" } else { "have" };
    let message = format!("{} {have} no leverage tiers in leverage_tiers.json", pairs.join(", "));
    let help = "take those of the exchange over with `autoquant prepare --tiers FILE`, or take the pairs out of \
                exchange.pair_whitelist";
    Failure::new(ErrorType::Data, Diagnostic::error("AQ412", message).with_help(help))
}
