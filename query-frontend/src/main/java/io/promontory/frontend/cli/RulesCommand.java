package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Works on rule files without a server. */
@Command(
    name = "rules",
    description = "Check and test rule files, without a server.",
    mixinStandardHelpOptions = true,
    subcommands = {RulesCheckCommand.class, RulesTestCommand.class},
    synopsisSubcommandLabel = "(check | test)",
    footer = {
      "",
      "Examples:",
      "  promontory rules check rules/*.yml",
      "  promontory rules test tests/*.yml"
    })
final class RulesCommand {}
