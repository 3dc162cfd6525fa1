package io.promontory.frontend.cli;

import io.promontory.frontend.bucket.Buckets;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.importing.ImportException;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.series.text.openmetrics.OpenMetricsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which bucket a command works on: the options that all commands of blocks share. */
final class BlockBucket {
  @Option(
      names = {"-b", "--bucket"},
      paramLabel = "FOLDER|FILE",
      description = "A folder with blocks, or a YAML file with the section of a bucket.")
  private @Nullable Path bucket;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of a server, whose store --store says the bucket.")
  private @Nullable Path config;

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "A store of type blocks; may be left out where --config has one only.")
  private @Nullable String store;

  /** What a command does with a bucket. */
  interface Work {
    int run(Bucket bucket) throws IOException, CommandException;
  }

  /**
   * Opens the bucket, works on it and closes it.
   *
   * @param create whether a folder that is missing is made
   * @return the exit code
   */
  int with(boolean create, Work work) throws CommandException, ConfigException {
    try (Bucket opened = open(create)) {
      return work.run(opened);
    } catch (UncheckedIOException e) {
      throw new CommandException(reason(e.getCause()), e);
    } catch (IOException e) {
      throw new CommandException(reason(e), e);
    } catch (BucketException | CorruptBlockException | ImportException | OpenMetricsException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String reason(@Nullable IOException e) {
    return e == null || e.getMessage() == null ? "input or output failed" : e.toString();
  }

  private Bucket open(boolean create) throws CommandException, ConfigException {
    if ((bucket == null) == (config == null)) {
      throw new WrongCallException("say which bucket: either --bucket, or --config with --store");
    }
    if (config != null) {
      return Buckets.open(ofStore(new ConfigLoader().load(config)), RequestListener.NONE);
    }
    Path path = bucket;
    if (path == null) {
      throw new IllegalStateException();
    }
    if (Files.isRegularFile(path)) {
      return Buckets.open(new ConfigLoader().loadBucket(path), RequestListener.NONE);
    }
    boolean yaml = path.toString().endsWith(".yml") || path.toString().endsWith(".yaml");
    if (!Files.isDirectory(path) && (!create || yaml)) {
      throw new CommandException(path + ": no such file or folder");
    }
    return new FilesystemBucket(path);
  }

  private BucketFile ofStore(ConfigFile file) throws CommandException {
    List<BlocksStoreSection> found =
        file.config().stores().stream()
            .filter(one -> store == null || one.name().equals(store))
            .filter(BlocksStoreSection.class::isInstance)
            .map(BlocksStoreSection.class::cast)
            .toList();
    if (found.size() != 1) {
      String names =
          String.join(", ", file.config().stores().stream().map(StoreConfig::name).toList());
      throw new CommandException(
          file.path()
              + " has "
              + (found.isEmpty() ? "no store" : found.size() + " stores")
              + " of type blocks"
              + (store == null ? "" : " named \"" + store + "\"")
              + "; choose one with --store (stores: "
              + names
              + ")");
    }
    return new BucketFile(file.path(), found.getFirst().bucket());
  }

  /** Names of blocks as they were given. */
  static Set<Ulid> ulids(List<String> given) throws CommandException {
    Set<Ulid> ulids = new LinkedHashSet<>();
    for (String text : given) {
      Optional<Ulid> ulid = Ulid.parse(text);
      ulids.add(
          ulid.orElseThrow(() -> new WrongCallException("\"" + text + "\" is no name of a block")));
    }
    return ulids;
  }
}
