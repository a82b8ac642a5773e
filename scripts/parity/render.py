"""A case as a FreqTrade class and as a script."""

import json


def _conditions(rules, frame):
    within = lambda divisor, rests: f"< {rests}" if rests > 0 else f">= {divisor + rests}"
    return [(f'({frame}["volume"] % {divisor}) {within(divisor, rests)}', tag) for divisor, rests, tag in rules]


def _functions(case):
    """Each function of signals with its (column, tag column, rules)."""
    return [
        ("populate_entry_trend", "enter_tag", [("enter_long", case.entry), ("enter_short", case.short_entry)]),
        ("populate_exit_trend", "exit_tag", [("exit_long", case.exit), ("exit_short", case.short_exit)]),
    ]


def _helpers(case):
    text = "".join(formula for callback in case.callbacks.values() for formula in [callback.otherwise, *sum(callback.rules, ())])
    return [name for name in ["stoploss_from_absolute", "stoploss_from_open"] if name in text]


def python_class(case):
    lines = [
        "from datetime import timedelta",
        "",
        f"from freqtrade.strategy import {', '.join(['IStrategy', *_helpers(case)])}",
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
        "    def last(self, pair, column):",
        "        frame, _ = self.dp.get_analyzed_dataframe(pair, self.timeframe)",
        "        return float(frame[column].iloc[-1])",
        "",
        "    def populate_indicators(self, df, metadata):",
        "        return df",
    ]
    for name, tag_column, columns in _functions(case):
        lines += ["", f"    def {name}(self, df, metadata):"]
        for column, rules in columns:
            for condition, tag in _conditions(rules, "df"):
                if tag:
                    lines.append(f'        df.loc[{condition}, ["{column}", "{tag_column}"]] = (1, "{tag}")')
                else:
                    lines.append(f'        df.loc[{condition}, "{column}"] = 1')
        lines.append("        return df")
    for callback in case.callbacks.values():
        lines += ["", *callback.python()]
    return "\n".join(lines) + "\n"


def script(case):
    settings = dict(case.settings)
    settings["minimal_roi"] = {key: float(value) for key, value in settings["minimal_roi"].items()}
    lines = [f'const timeframe = "{case.timeframe}";']
    lines += [f"const {key} = {_literal(value)};" for key, value in settings.items()]
    if "custom_stoploss" in case.callbacks and case.callbacks["custom_stoploss"].uses("after_fill"):
        lines.append("const stoploss_after_fill = true;")
    if "custom_roi" in case.callbacks:
        lines.append("const use_custom_roi = true;")
    lines.append("fn populate_indicators(df, metadata) { }")
    for name, _, columns in _functions(case):
        lines.append(f"fn {name}(df, metadata) {{")
        for column, rules in columns:
            for condition, tag in _conditions(rules, "df"):
                behind = f', "{tag}"' if tag else ""
                lines.append(f'    df.loc({condition}, "{column}"{behind});')
        lines.append("}")
    for callback in case.callbacks.values():
        lines += callback.script()
    return "\n".join(lines) + "\n"


def _literal(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        return f"[{', '.join(_literal(item) for item in value)}]"
    if isinstance(value, dict):
        entries = ", ".join(f'"{key}": {_literal(item)}' for key, item in value.items())
        return f"#{{ {entries} }}"
    return repr(value)
