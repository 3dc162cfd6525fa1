package io.promontory.frontend.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.frontend.config.ConfigException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.inspect.BlockInspector;
import io.promontory.objectstore.block.inspect.Inspection;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.bucket.Bucket;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what blocks consist of. */
@Command(
    name = "inspect",
    description = "Say where series, bytes and churn of blocks come from.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Reads indexes; with --chunks also the heads of all chunks. Over several blocks a series",
      "counts once for each block that has it.",
      "",
      "Examples:",
      "  promontory block inspect 01M7WHR0808HVZ5DE7XEY0G8T5 --bucket data",
      "  promontory block inspect all --bucket bucket.yml --top 50 --chunks"
    })
final class BlockInspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "BLOCK", arity = "1..*", description = "ULIDs, or \"all\".")
  private List<String> names = List.of();

  @Mixin private BlockBucket bucket = new BlockBucket();

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Lines of each table; default: ${DEFAULT-VALUE}.")
  private int top = 10;

  @Option(
      names = "--chunks",
      description = "Count encodings and samples of chunks too, which reads most bytes.")
  private boolean chunks;

  @Option(names = "--json", description = "One JSON object instead of tables.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, ConfigException {
    boolean all = names.equals(List.of("all"));
    Set<Ulid> ulids = all ? Set.of() : BlockBucket.ulids(names);
    return bucket.with(
        false,
        opened -> {
          List<BlockFolder> folders =
              all
                  ? BlockList.folders(opened).stream().filter(one -> !one.isPartial()).toList()
                  : ulids.stream().map(ulid -> BlockList.folder(opened, ulid)).toList();
          print(inspect(opened, folders), spec.commandLine().getOut());
          return 0;
        });
  }

  private Inspection inspect(Bucket opened, List<BlockFolder> folders) {
    BlockInspector inspector = new BlockInspector(opened, chunks);
    try (Progress progress = Progress.ofThisProcess()) {
      for (int i = 0; i < folders.size(); i++) {
        progress.count("blocks", i, folders.size());
        inspector.add(folders.get(i));
      }
    }
    return inspector.result(Math.max(0, top));
  }

  private void print(Inspection found, PrintWriter out) {
    if (json) {
      try {
        out.println(new JsonMapper().writeValueAsString(found));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("records cannot be written as JSON", e);
      }
    } else {
      InspectionOutput.print(found, chunks, out);
    }
  }
}
