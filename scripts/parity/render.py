"""A case as a FreqTrade class and as a script."""

import json


def _conditions(rules, frame):
    return [(f'({frame}["volume"] % {divisor}) < {rests}', tag) for divisor, rests, tag in rules]


def python_class(case):
    lines = [
        "from datetime import timedelta",
        "",
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
        "    def last(self, pair, column):",
        "        frame, _ = self.dp.get_analyzed_dataframe(pair, self.timeframe)",
        "        return float(frame[column].iloc[-1])",
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
    for name, column, rules in [
        ("populate_entry_trend", "enter_long", case.entry),
        ("populate_exit_trend", "exit_long", case.exit),
    ]:
        lines.append(f"fn {name}(df, metadata) {{")
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
