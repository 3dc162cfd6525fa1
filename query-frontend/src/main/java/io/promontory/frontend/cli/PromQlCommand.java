package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Works on PromQL without a server. */
@Command(
    name = "promql",
    description = "Test, format and explain PromQL, without a server.",
    mixinStandardHelpOptions = true,
    subcommands = {PromQlTestCommand.class, PromQlFormatCommand.class, PromQlExplainCommand.class},
    synopsisSubcommandLabel = "(test | format | explain)",
    footer = {
      "",
      "Examples:",
      "  promontory promql test tests/*.test",
      "  promontory promql format 'sum by(job)(rate(http_requests_total[5m]))'",
      "  promontory promql explain 'sum by (job) (rate(m[5m]))' --start=-6h"
    })
final class PromQlCommand {}
