package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Works on PromQL without a server. */
@Command(
    name = "promql",
    description = "Test and format PromQL, without a server.",
    mixinStandardHelpOptions = true,
    subcommands = {PromQlTestCommand.class, PromQlFormatCommand.class},
    synopsisSubcommandLabel = "(test | format)",
    footer = {
      "",
      "Examples:",
      "  promontory promql test tests/*.test",
      "  promontory promql format 'sum by(job)(rate(http_requests_total[5m]))'"
    })
final class PromQlCommand {}
