package io.promontory.adapter.blocks.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.Bucket.Depth;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.objectstore.bucket.PrefixBucket;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks in a folder of this machine. */
class LocalReadsTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final String CHUNKS = "chunks/000001";
  private static final int BYTES = 3 << 20;

  @TempDir Path directory;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] content = new byte[BYTES];
  private BlockFiles files;
  private BlockFolder block;
  private Path segment;

  @BeforeEach
  void write() {
    new Random(3).nextBytes(content);
    Bucket bucket = new PrefixBucket(new FilesystemBucket(directory), "p/");
    bucket.put(BLOCK + "/meta.json", new byte[2]);
    bucket.put(BLOCK + "/index", content);
    bucket.put(BLOCK + "/" + CHUNKS, content);
    segment = directory.resolve("p/" + BLOCK + "/" + CHUNKS);
    block = BlockFolder.of(BLOCK, BLOCK + "/", bucket.list(BLOCK + "/", Depth.RECURSIVE).objects());
    files = new BlockFiles("archive", bucket, FetchLimits.LOCAL, threads, FetchListener.NONE);
  }

  @AfterEach
  void close() {
    files.close();
    threads.shutdownNow();
  }

  private WantedRanges wanted(long... startsAndLengths) {
    WantedRanges wanted = new WantedRanges(StoredFile.segment(block, 0));
    for (int i = 0; i < startsAndLengths.length; i += 2) {
      wanted.add(startsAndLengths[i], (int) startsAndLengths[i + 1]);
    }
    return wanted;
  }

  @Test
  void rangesAreThoseOfTheFilesAndNothingIsCached() {
    WantedRanges chunks =
        wanted(
            0, 10, 5, 20, 5, 0, 1000, 1_500_000, 2_000_000, 1000, 2_001_000, 70_000, 2_071_000, 5,
            2_071_005, 0, 2_071_005, 900_000, 2_971_005, 90_000);
    WantedRanges index = new WantedRanges(StoredFile.index(block));
    index.add(77, 7);
    List<FileRanges> found = files.fetch(List.of(chunks, index), QueryContext.unbounded());
    for (FileRanges file : found) {
      for (int i = 0; i < file.count(); i++) {
        int start = (int) file.wanted().start(i);
        assertThat(file.cursor(i).offset()).isEqualTo(start);
        assertThat(
                Arrays.copyOfRange(file.array(i), file.offset(i), file.offset(i) + file.length(i)))
            .isEqualTo(Arrays.copyOfRange(content, start, start + file.length(i)));
      }
    }
    assertThat(files.cache().bytes()).isZero();
  }

  @Test
  void aQueryReadsNoMoreThanItMay() {
    QueryContext context =
        new QueryContext(Deadline.NEVER, new QueryBudget(Long.MAX_VALUE, 1000), new Cancellation());
    files.fetch(wanted(0, 500), context);
    assertThatThrownBy(() -> files.fetch(wanted(0, 501), context))
        .isInstanceOf(BudgetExceededException.class);
  }

  @Test
  void aBlockThatVanishesIsReadToItsEndByThoseWhoHaveIt() throws Exception {
    files.fetch(wanted(0, 500), QueryContext.unbounded());
    Files.delete(segment);
    FileRanges found = files.fetch(wanted(1_000_000, 1), QueryContext.unbounded());
    assertThat(found.cursor(0).u8()).isEqualTo(content[1_000_000] & 0xff);
  }

  @Test
  void aFileThatIsGoneOrShorterThanListedIsTheFaultOfItsBlock() throws Exception {
    Files.write(segment, Arrays.copyOf(content, 1000));
    assertThat(fault(wanted(0, 500)).reason()).isEqualTo(Reason.CUT_SHORT);
    assertThat(fault(wanted(0, 500)))
        .hasMessageContaining("chunks/000001 has 1000 bytes, though the bucket lists 3145728");
    Files.delete(segment);
    assertThat(fault(wanted(0, 500)).reason()).isEqualTo(Reason.NOT_FOUND);
  }

  private BlockFaultException fault(WantedRanges wanted) {
    return catchThrowableOfType(
        BlockFaultException.class, () -> files.fetch(wanted, QueryContext.unbounded()));
  }
}
