package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Asks any server with Prometheus' HTTP API. */
@Command(
    name = "query",
    description = "Ask any server that speaks Prometheus' HTTP API.",
    mixinStandardHelpOptions = true,
    subcommands = {InstantQuery.class, RangeQuery.class, SeriesQuery.class, LabelsQuery.class},
    synopsisSubcommandLabel = "(instant | range | series | labels)",
    footer = {
      "",
      "Times are Unix seconds, RFC 3339, \"now\", or before now: \"-1h\".",
      "",
      "Examples:",
      "  promontory query instant 'sum by (job) (up)'",
      "  promontory query range 'rate(http_requests_total[5m])' --start=-1h --step 1m --output csv",
      "  promontory query series 'up' 'process_start_time_seconds{job=\"api\"}'",
      "  promontory query labels job"
    })
final class QueryCommand {}
