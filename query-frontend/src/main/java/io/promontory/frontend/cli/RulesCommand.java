package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Works on rule files. */
@Command(
    name = "rules",
    description = "Check, test and back-test rule files.",
    mixinStandardHelpOptions = true,
    subcommands = {RulesCheckCommand.class, RulesTestCommand.class, RulesBacktestCommand.class},
    synopsisSubcommandLabel = "(check | test | backtest)",
    footer = {
      "",
      "Examples:",
      "  promontory rules check rules/*.yml",
      "  promontory rules test tests/*.yml",
      "  promontory rules backtest --from -7d --url http://127.0.0.1:9090 alerts.yml"
    })
final class RulesCommand {}
