package io.promontory.frontend.cli;

import io.promontory.frontend.config.ConfigException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.FolderImport;
import io.promontory.objectstore.block.importing.ImportListener;
import io.promontory.objectstore.block.importing.ImportReport;
import io.promontory.objectstore.block.importing.ImportSettings;
import io.promontory.objectstore.block.importing.TextImport;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import io.promontory.series.text.openmetrics.OpenMetricsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings series into a bucket. */
@Command(
    name = "import",
    description = "Bring OpenMetrics text, or blocks of a Prometheus, into a bucket as blocks.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "FILE is OpenMetrics text with a time for each sample (\"-\": standard input; gzip is",
      "recognised), or a Prometheus' data folder, or the folder of one block. Text is read to its",
      "end before anything is written, and sorted on disk; samples of a series must come in the",
      "order of time, others are left out and counted. A data folder's blocks keep their names;",
      "what is in its write-ahead log only is in no block yet.",
      "",
      "A block shows once all of it is there. What is in the bucket already is recognised, so an",
      "import that broke off is simply run again.",
      "",
      "Examples:",
      "  promontory block import history.om --bucket bucket.yml --label cluster=eu1",
      "  promontory block import /var/lib/prometheus/data --bucket archive --label replica=a"
    })
final class BlockImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to import.")
  private List<String> files = List.of();

  @Mixin private BlockBucket bucket = new BlockBucket();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "External label of the blocks; repeatable.")
  private Map<String, String> labels = new TreeMap<>();

  @Option(
      names = "--block-duration",
      paramLabel = "DURATION",
      defaultValue = "2h",
      description = "How long blocks made of text are; default: ${DEFAULT-VALUE}.")
  private String blockDuration = "2h";

  @Option(
      names = "--work-dir",
      paramLabel = "FOLDER",
      description = "Where to sort; default: the system's folder for temporary files.")
  private Path work = Path.of(System.getProperty("java.io.tmpdir", "."));

  @Spec private CommandSpec spec = CommandSpec.create();

  private PrintWriter out = new PrintWriter(Writer.nullWriter());

  @Override
  public Integer call() throws CommandException, ConfigException {
    out = spec.commandLine().getOut();
    Labels external = externalLabels();
    ImportSettings settings =
        ImportSettings.of(external, work).withBlockDuration(duration(blockDuration));
    for (String file : files) {
      if (!file.equals("-") && !Files.exists(Path.of(file))) {
        throw new CommandException(file + ": no such file");
      }
    }
    List<Path> folders = files.stream().map(Path::of).filter(Files::isDirectory).toList();
    List<String> texts = files.stream().filter(file -> !Files.isDirectory(Path.of(file))).toList();
    return bucket.with(
        true,
        opened -> {
          try (Progress progress = Progress.ofThisProcess()) {
            ImportListener listener = new Shown(progress, out);
            for (Path folder : folders) {
              folder(folder, opened, external, listener);
            }
            if (!texts.isEmpty()) {
              texts(texts, opened, settings, listener, progress);
            }
          }
          return 0;
        });
  }

  private Labels externalLabels() throws CommandException {
    LabelsBuilder builder = new LabelsBuilder();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (label.getKey().isEmpty()
          || label.getValue().isEmpty()
          || label.getKey().equals(Labels.METRIC_NAME)) {
        throw new WrongCallException(
            "--label " + label.getKey() + "=" + label.getValue() + " is no external label");
      }
      builder.set(label.getKey(), label.getValue());
    }
    return builder.build();
  }

  private static Duration duration(String text) throws CommandException {
    try {
      Duration duration = Duration.ofNanos(GoDurations.parse(text));
      if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
        return duration;
      }
    } catch (TextFormatException e) {
      throw new WrongCallException("--block-duration: " + e.getMessage(), e);
    }
    throw new WrongCallException("--block-duration " + text + " is too short; at least 1m");
  }

  private void folder(Path folder, Bucket to, Labels external, ImportListener listener)
      throws IOException {
    Path absolute = folder.toRealPath();
    Optional<Ulid> block = Ulid.parse(String.valueOf(absolute.getFileName()));
    Path parent = absolute.getParent();
    boolean one = block.isPresent() && parent != null;
    int copied =
        new FolderImport(
                new FilesystemBucket(one && parent != null ? parent : absolute), external, listener)
            .run(to, one ? Set.of(block.get()) : Set.of());
    out.println(folder + ": " + BlockFormat.count(copied, "block", "blocks") + " written");
  }

  private void texts(
      List<String> texts,
      Bucket to,
      ImportSettings settings,
      ImportListener listener,
      Progress progress)
      throws IOException, CommandException {
    ImportReport report;
    try (TextImport all = new TextImport(settings, listener)) {
      for (String text : texts) {
        try (InputStream in = ImportInput.open(text, progress)) {
          all.read(in);
        } catch (OpenMetricsException e) {
          throw new CommandException(text + ", " + e.getMessage(), e);
        }
      }
      report = all.write(to, InstantSource.system());
    }
    progress.close();
    out.println(
        BlockFormat.count(report.samples(), "sample", "samples")
            + " read, "
            + BlockFormat.count(report.written(), "block", "blocks")
            + " written, "
            + report.known()
            + " there before");
    if (report.leftOut() > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "warning: "
                  + BlockFormat.count(report.leftOut(), "sample was", "samples were")
                  + " left out: "
                  + report.outOfOrder()
                  + " out of order, "
                  + report.repeated()
                  + " of the same series and time as another, "
                  + report.beforeEpoch()
                  + " from before 1970");
    }
  }

  /** Shows what happens: blocks as lines, the rest as a bar. */
  private record Shown(Progress progress, PrintWriter out) implements ImportListener {
    @Override
    public void progress(Step step, long done, long total) {
      switch (step) {
        case READ -> {} // shown in bytes of the file
        case SORT -> progress.count("sorting samples", done, total);
        case CHECK -> progress.bytes("checking a block", done, total);
        case UPLOAD -> progress.bytes("uploading a block", done, total);
      }
    }

    @Override
    public void block(BlockMeta meta, boolean known) {
      progress.close();
      out.println(
          meta.ulid()
              + ": "
              + BlockFormat.time(meta.minTime())
              + " to "
              + BlockFormat.time(meta.maxTime())
              + " UTC, "
              + meta.stats().series()
              + " series, "
              + BlockFormat.count(meta.stats().samples(), "sample", "samples")
              + ": "
              + (known ? "there before" : "written"));
      out.flush();
    }

    @Override
    public void skipped(String block, String reason) {
      progress.close();
      out.println(block + ": passed over: " + reason);
    }
  }
}
