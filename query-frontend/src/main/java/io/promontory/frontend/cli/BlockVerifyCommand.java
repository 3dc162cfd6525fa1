package io.promontory.frontend.cli;

import io.promontory.frontend.config.ConfigException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.block.verify.VerifyReport;
import io.promontory.objectstore.bucket.Bucket;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks blocks. */
@Command(
    name = "verify",
    description = "Check every promise of blocks: files, index, posting lists, chunks, counts.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Reads every byte, in bounded memory. Each problem is a line BLOCK/FILE at byte N: what is",
      "wrong. Without names, folders without meta.json are passed over: uploads under way.",
      "",
      "Exit code 0: all blocks are whole; 1: one is damaged, or the bucket failed; 2: called",
      "wrongly.",
      "",
      "Examples:",
      "  promontory block verify --bucket data",
      "  promontory block verify 01M7WHR0808HVZ5DE7XEY0G8T5 --bucket bucket.yml"
    })
final class BlockVerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BLOCK", arity = "0..*", description = "ULIDs; default: all.")
  private List<String> names = List.of();

  @Mixin private BlockBucket bucket = new BlockBucket();
  @Spec private CommandSpec spec = CommandSpec.create();

  private int whole;
  private int damaged;

  @Override
  public Integer call() throws CommandException, ConfigException {
    Set<Ulid> ulids = BlockBucket.ulids(names);
    return bucket.with(
        false,
        opened -> {
          PrintWriter out = spec.commandLine().getOut();
          List<BlockFolder> folders =
              ulids.isEmpty()
                  ? BlockList.folders(opened)
                  : ulids.stream().map(ulid -> BlockList.folder(opened, ulid)).toList();
          for (BlockFolder folder : folders) {
            if (ulids.isEmpty() && folder.meta() == null) {
              out.println(folder.ulid() + ": passed over: meta.json is missing");
            } else {
              verify(opened, folder, out);
            }
          }
          out.println(whole + " whole, " + damaged + " damaged");
          return damaged == 0 ? 0 : 1;
        });
  }

  private void verify(Bucket opened, BlockFolder folder, PrintWriter out) {
    VerifyReport report;
    try (Progress progress = Progress.ofThisProcess()) {
      report =
          BlockVerifier.verify(
              opened,
              folder,
              (done, total) -> progress.bytes(folder.ulid().toString(), done, total));
    }
    report.findings().forEach(out::println);
    if (report.found() > report.findings().size()) {
      out.println(
          folder.ulid() + ": " + (report.found() - report.findings().size()) + " problems more");
    }
    if (report.isWhole()) {
      whole++;
      out.println(
          folder.ulid()
              + ": whole: "
              + report.series()
              + " series, "
              + BlockFormat.count(report.chunks(), "chunk", "chunks")
              + ", "
              + BlockFormat.count(report.samples(), "sample", "samples"));
    } else {
      damaged++;
    }
    out.flush();
  }
}
