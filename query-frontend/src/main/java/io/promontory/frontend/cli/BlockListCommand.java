package io.promontory.frontend.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.frontend.config.ConfigException;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.ListedBlock;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.ApiTimes;
import io.promontory.series.text.TextFormatException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which blocks a bucket has. */
@Command(
    name = "ls",
    description = "List the blocks of a bucket by time, partial and damaged ones too.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Times are Unix seconds, RFC 3339, \"now\", or before now: \"-14d\".",
      "",
      "Examples:",
      "  promontory block ls --bucket data",
      "  promontory block ls --bucket bucket.yml --from=-7d --match '{cluster=\"eu1\"}' --json"
    })
final class BlockListCommand implements Callable<Integer> {
  @Mixin private BlockBucket bucket = new BlockBucket();

  @Option(names = "--from", paramLabel = "TIME", description = "Only blocks that end later.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only blocks that begin earlier.")
  private @Nullable String to;

  @Option(
      names = "--match",
      paramLabel = "SELECTOR",
      description = "Only blocks whose external labels match, such as {cluster=\"eu1\"}.")
  private @Nullable String match;

  @Option(names = "--json", description = "One JSON object a line instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws CommandException, ConfigException {
    InstantSource now = InstantSource.fixed(InstantSource.system().instant());
    long earliest = from == null ? Long.MIN_VALUE : millis(from, now);
    long latest = to == null ? Long.MAX_VALUE : millis(to, now);
    List<Matcher> matchers = matchers();
    return bucket.with(
        false,
        opened -> {
          List<ListedBlock> blocks =
              list(opened).stream()
                  .filter(block -> wanted(block, earliest, latest, matchers))
                  .toList();
          PrintWriter out = spec.commandLine().getOut();
          if (json) {
            blocks.forEach(block -> out.println(json(block)));
          } else {
            TableOutput.print(table(blocks), out);
          }
          return 0;
        });
  }

  private static List<ListedBlock> list(Bucket bucket) {
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      return BlockList.blocks(bucket, readers).stream()
          .sorted(
              Comparator.comparingLong(BlockListCommand::minTime).thenComparing(ListedBlock::ulid))
          .toList();
    }
  }

  /** Blocks whose time is unknown come last. */
  private static long minTime(ListedBlock block) {
    return block.meta() == null ? Long.MAX_VALUE : block.meta().minTime();
  }

  private static long millis(String text, InstantSource now) throws CommandException {
    try {
      return ApiTimes.millis(ApiTimes.parse(QueryTarget.time(text, now)));
    } catch (TextFormatException e) {
      throw new WrongCallException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<Matcher> matchers() throws CommandException {
    if (match == null) {
      return List.of();
    }
    try {
      return PromQlParser.parseSelector(match.startsWith("{") ? match : "{" + match + "}");
    } catch (ParseException e) {
      throw new WrongCallException("--match: " + e.getMessage(), e);
    }
  }

  /** What is unknown of a block does not hide it. */
  private static boolean wanted(
      ListedBlock block, long earliest, long latest, List<Matcher> matchers) {
    BlockMeta meta = block.meta();
    return meta == null
        || (meta.maxTime() > earliest
            && meta.minTime() <= latest
            && matchers.stream()
                .allMatch(one -> one.matches(meta.externalLabels().getOrEmpty(one.name()))));
  }

  private static List<List<String>> table(List<ListedBlock> blocks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "block",
            "from (utc)",
            "to (utc)",
            "lasts",
            "series",
            "samples",
            "chunks",
            "size",
            "level",
            "resolution",
            "labels",
            "source",
            "notes"));
    for (ListedBlock block : blocks) {
      BlockMeta meta = block.meta();
      String size = BlockFormat.bytes(block.bytes());
      if (meta == null) {
        rows.add(
            List.of(
                block.ulid().toString(),
                "?",
                "?",
                "?",
                "?",
                "?",
                "?",
                size,
                "?",
                "?",
                "?",
                "?",
                notes(block)));
        continue;
      }
      rows.add(
          List.of(
              block.ulid().toString(),
              BlockFormat.time(meta.minTime()),
              BlockFormat.time(meta.maxTime()),
              BlockFormat.duration(meta.maxTime() - meta.minTime()),
              String.valueOf(meta.stats().series()),
              String.valueOf(meta.stats().samples()),
              String.valueOf(meta.stats().chunks()),
              size,
              String.valueOf(meta.compaction().level()),
              meta.resolution() == 0 ? "raw" : BlockFormat.duration(meta.resolution()),
              meta.externalLabels().isEmpty() ? "-" : meta.externalLabels().toString(),
              source(meta).isEmpty() ? "-" : source(meta),
              notes(block)));
    }
    return rows;
  }

  private static String source(BlockMeta meta) {
    ThanosMeta thanos = meta.thanos();
    return thanos == null ? "" : thanos.source();
  }

  private static String notes(ListedBlock block) {
    List<String> notes = new ArrayList<>();
    if (block.problem() != null) {
      notes.add((block.meta() == null ? "unreadable: " : "damaged: ") + block.problem());
    }
    for (BlockMark.Kind kind : BlockMark.Kind.values()) {
      if (block.folder().marks().contains(kind)) {
        notes.add(mark(kind));
      }
    }
    if (block.folder().tombstones() != null
        && block.meta() != null
        && block.meta().stats().tombstones() > 0) {
      notes.add(
          BlockFormat.count(
              block.meta().stats().tombstones(), "deleted interval", "deleted intervals"));
    }
    return String.join("; ", notes);
  }

  private static String mark(BlockMark.Kind kind) {
    return kind.file().replace("-mark.json", "").replace("deletion", "to be deleted");
  }

  private static ObjectNode json(ListedBlock block) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("block", block.ulid().toString());
    json.put("bytes", block.bytes());
    BlockMeta meta = block.meta();
    if (meta != null) {
      json.put("minTime", meta.minTime());
      json.put("maxTime", meta.maxTime());
      json.put("series", meta.stats().series());
      json.put("samples", meta.stats().samples());
      json.put("chunks", meta.stats().chunks());
      json.put("tombstones", meta.stats().tombstones());
      json.put("level", meta.compaction().level());
      json.put("resolution", meta.resolution());
      Labels labels = meta.externalLabels();
      ObjectNode into = json.putObject("labels");
      labels.toMap().forEach(into::put);
      json.put("source", source(meta));
    }
    ArrayNode marks = json.putArray("marks");
    block.folder().marks().stream().sorted().forEach(kind -> marks.add(kind.file()));
    json.put("problem", block.problem());
    return json;
  }
}
