package io.promontory.frontend.cli;

import picocli.CommandLine.Command;

/** Works on the blocks of a bucket. */
@Command(
    name = "block",
    description = "List, inspect, verify and import the blocks of a bucket.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BlockListCommand.class,
      BlockInspectCommand.class,
      BlockVerifyCommand.class,
      BlockImportCommand.class
    },
    synopsisSubcommandLabel = "(ls | inspect | verify | import)",
    footer = {
      "",
      "A bucket is a folder, a YAML file with the section of a bucket (docs/configuration.md), or",
      "that of a store of a server's configuration: --config FILE --store NAME.",
      "",
      "Examples:",
      "  promontory block ls --bucket /var/lib/prometheus/data",
      "  promontory block inspect all --bucket bucket.yml",
      "  promontory block verify --config promontory.yml --store archive",
      "  promontory block import history.om.gz --bucket bucket.yml --label cluster=eu1"
    })
final class BlockCommand {}
