"""A case as a FreqTrade class and as a script."""


def _conditions(rules, frame):
    return [(f'({frame}["volume"] % {divisor}) < {rests}', tag) for divisor, rests, tag in rules]


def python_class(case):
    lines = [
        "from freqtrade.strategy import IStrategy",
        "",
        "",
        "class Case(IStrategy):",
        "    INTERFACE_VERSION = 3",
        f"    timeframe = {case.timeframe!r}",
    ]
    lines += [f"    {key} = {value!r}" for key, value in case.settings.items()]
    if "custom_stoploss" in case.callbacks:
        lines.append("    use_custom_stoploss = True")
    if "custom_roi" in case.callbacks:
        lines.append("    use_custom_roi = True")
    lines += [
        "",
        "    def last_volume(self, pair):",
        "        frame, _ = self.dp.get_analyzed_dataframe(pair, self.timeframe)",
        '        return float(frame["volume"].iloc[-1])',
        "",
        "    def populate_indicators(self, df, metadata):",
        "        return df",
    ]
    for name, column, tag_column, rules in [
        ("populate_entry_trend", "enter_long", "enter_tag", case.entry),
        ("populate_exit_trend", "exit_long", "exit_tag", case.exit),
    ]:
        lines += ["", f"    def {name}(self, df, metadata):"]
        for condition, tag in _conditions(rules, "df"):
            if tag:
                lines.append(f'        df.loc[{condition}, ["{column}", "{tag_column}"]] = (1, "{tag}")')
            else:
                lines.append(f'        df.loc[{condition}, "{column}"] = 1')
        lines.append("        return df")
    for name, numbers in case.callbacks.items():
        lines += ["", *_python_callback(name, numbers)]
    return "\n".join(lines) + "\n"


def _python_callback(name, n):
    fits = f"self.last_volume(pair) % {n['divisor']} == {n['rest']}"
    if name == "custom_stoploss":
        after = ", after_fill" if n["after_fill"] else ""
        body = [f"    def {name}(self, pair, trade, current_time, current_rate, current_profit{after}, **kwargs):"]
        if n["after_fill"]:
            body += ["        if after_fill:", f"            return {-2 * n['base']}"]
        return body + [
            f"        if current_profit < {n['level']}:",
            "            return None",
            f"        return -({n['base']} + self.last_volume(pair) % {n['divisor']} / 1000.0)",
        ]
    if name == "custom_exit":
        return [
            f"    def {name}(self, pair, trade, current_time, current_rate, current_profit, **kwargs):",
            f"        if {fits} and current_profit > {n['level']}:",
            '            return "mine"',
            f"        return (current_time - trade.open_date_utc).total_seconds() > {n['minutes'] * 60 + 36000}",
        ]
    if name == "custom_stake_amount":
        return [
            f"    def {name}(self, pair, current_time, current_rate, proposed_stake, min_stake, max_stake, leverage, entry_tag, side, **kwargs):",
            f"        if {fits}:",
            "            return max_stake * 1.5",
            f"        return proposed_stake * (0.5 + self.last_volume(pair) % {n['divisor']} / 4.0)",
        ]
    if name == "custom_roi":
        return [
            f"    def {name}(self, pair, trade, current_time, trade_duration, entry_tag, side, **kwargs):",
            f"        if trade_duration < {n['minutes']}:",
            "            return None",
            f"        return {n['base']} + {n['level']}",
        ]
    if name == "confirm_trade_entry":
        return [
            f"    def {name}(self, pair, order_type, amount, rate, time_in_force, current_time, entry_tag, side, **kwargs):",
            f"        return not ({fits})",
        ]
    return [
        f"    def {name}(self, pair, trade, order_type, amount, rate, time_in_force, exit_reason, current_time, **kwargs):",
        f'        return not (exit_reason in ("roi", "exit_signal", "mine") and {fits})',
    ]


def script(case):
    settings = dict(case.settings)
    roi = settings.pop("minimal_roi")
    lines = [f'const timeframe = "{case.timeframe}";']
    entries = ", ".join(f'"{key}": {float(value)}' for key, value in roi.items())
    lines.append(f"const minimal_roi = #{{ {entries} }};")
    lines += [f"const {key} = {_literal(value)};" for key, value in settings.items()]
    if case.callbacks.get("custom_stoploss", {}).get("after_fill"):
        lines.append("const stoploss_after_fill = true;")
    if "custom_roi" in case.callbacks:
        lines.append("const use_custom_roi = true;")
    lines.append("fn populate_indicators(df, metadata) { }")
    for name, column, rules in [
        ("populate_entry_trend", "enter_long", case.entry),
        ("populate_exit_trend", "exit_long", case.exit),
    ]:
        lines.append(f"fn {name}(df, metadata) {{")
        for condition, tag in _conditions(rules, "df"):
            behind = f', "{tag}"' if tag else ""
            lines.append(f'    df.loc({condition}, "{column}"{behind});')
        lines.append("}")
    lines += [_script_callback(name, numbers) for name, numbers in case.callbacks.items()]
    return "\n".join(lines) + "\n"


def _literal(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def _script_callback(name, n):
    fits = f"ctx.candle.volume % {n['divisor']} == {n['rest']}"
    if name == "custom_stoploss":
        after = f"    if ctx.after_fill {{ return {-2 * n['base']}; }}\n" if n["after_fill"] else ""
        body = (
            f"{after}    if ctx.current_profit < {n['level']} {{ return (); }}\n"
            f"    -({n['base']} + ctx.candle.volume % {n['divisor']} / 1000.0)"
        )
    elif name == "custom_exit":
        body = (
            f'    if {fits} && ctx.current_profit > {n["level"]} {{ return "mine"; }}\n'
            f"    (ctx.current_time - ctx.trade.open_date).total_seconds() > {n['minutes'] * 60 + 36000}"
        )
    elif name == "custom_stake_amount":
        body = (
            f"    if {fits} {{ return ctx.max_stake * 1.5; }}\n"
            f"    ctx.proposed_stake * (0.5 + ctx.candle.volume % {n['divisor']} / 4.0)"
        )
    elif name == "custom_roi":
        body = f"    if ctx.trade_duration < {n['minutes']} {{ return (); }}\n    {n['base']} + {n['level']}"
    elif name == "confirm_trade_entry":
        body = f"    !({fits})"
    else:
        body = f'    !(ctx.exit_reason in ["roi", "exit_signal", "mine"] && {fits})'
    return f"fn {name}(ctx) {{\n{body}\n}}"
