package io.promontory.adapter.blocks.catalogue;

import static io.promontory.adapter.blocks.catalogue.Metas.fresh;
import static io.promontory.adapter.blocks.catalogue.Metas.put;
import static io.promontory.adapter.blocks.catalogue.Metas.ulid;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueFaultsTest {
  @TempDir private Path folder;
  private final IllBucket.Faults faults = new IllBucket.Faults();
  private Harness its;

  @BeforeEach
  void open() {
    its = new Harness(folder, bucket -> new IllBucket(bucket, faults));
  }

  @AfterEach
  void close() {
    its.close();
  }

  @Test
  void aListingThatFailsLeavesTheViewAsItWas() throws InterruptedException {
    put(its.bucket, fresh(1));
    its.catalogue.step();
    faults.listing = new BucketException(Kind.UNAVAILABLE, "connection refused");
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1));
    assertThat(its.view().complete()).isTrue();
    assertThat(its.view().problem()).isEqualTo("the bucket cannot be listed: connection refused");
    its.laterMinutes(4);
    its.laterMinutes(4);
    assertThat(its.failures).isEqualTo(3);
    assertThat(its.view().complete()).as("too old").isFalse();
    assertThat(its.view().shortfall())
        .isEqualTo(
            "new blocks may be unknown (the last listing began 12m ago; the bucket cannot be"
                + " listed: connection refused)");
    assertThat(its.blocks()).containsExactly(ulid(1));
    faults.listing = null;
    its.laterMinutes(4);
    assertThat(its.view().complete()).isTrue();
    assertThat(its.view().problem()).isNull();
  }

  @Test
  void aListingThatFailsIsTriedAgainSoonAndThenLater() throws InterruptedException {
    faults.listing = new BucketException(Kind.THROTTLED, "slow down");
    its.catalogue.step();
    assertThat(its.view().shortfall())
        .isEqualTo(
            "the blocks of the bucket are not listed yet (the bucket cannot be listed: slow down)");
    its.later(Duration.ofSeconds(6));
    assertThat(its.failures).isEqualTo(2);
    its.later(Duration.ofSeconds(6));
    assertThat(its.failures).as("the wait doubles").isEqualTo(2);
    its.later(Duration.ofSeconds(6));
    assertThat(its.failures).isEqualTo(3);
  }

  @Test
  void aMetaThatFailsLeavesItsBlockUnknown() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2));
    faults.reads.put(ulid(1) + "/meta.json", new BucketException(Kind.THROTTLED, "slow down"));
    its.catalogue.step();
    assertThat(its.blocks()).containsExactly(ulid(2));
    assertThat(its.view().complete()).isFalse();
    assertThat(its.view().unknown()).isEqualTo(1);
    assertThat(its.view().shortfall()).isEqualTo("1 of 2 blocks are not read yet (slow down)");
    assertThat(its.counts.unknown()).isEqualTo(1);
    faults.reads.clear();
    its.later(Duration.ofSeconds(6));
    assertThat(its.blocks()).containsExactly(ulid(1), ulid(2));
    assertThat(its.view().complete()).isTrue();
    assertThat(its.listings).isEqualTo(1);
  }

  @Test
  void aDamagedMetaIsSetAsideAndTriedAgain() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2));
    byte[] whole = MetaFile.bytes(fresh(1));
    its.bucket.put(ulid(1) + "/meta.json", Arrays.copyOf(whole, 30));
    its.catalogue.step();
    assertThat(its.blocks()).containsExactly(ulid(2));
    assertThat(its.view().complete()).isTrue();
    SetAside aside = its.view().setAside().getFirst();
    assertThat(aside.ulid()).isEqualTo(ulid(1));
    assertThat(aside.reason()).startsWith("meta.json at byte ");
    assertThat(aside.meta()).isNull();
    assertThat(its.counts.setAside()).isEqualTo(Map.of("meta", 1));
    its.bucket.put(ulid(1) + "/meta.json", whole);
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1), ulid(2));
  }

  @Test
  void aMetaThatIsNotForUsIsSetAside() throws InterruptedException {
    put(its.bucket, fresh(1));
    put(its.bucket, fresh(2));
    put(its.bucket, fresh(3));
    put(its.bucket, fresh(4));
    faults.reads.put(ulid(1) + "/meta.json", new BucketException(Kind.DENIED, "forbidden"));
    its.bucket.put(ulid(2) + "/meta.json", MetaFile.bytes(fresh(1)));
    its.bucket.put(ulid(3) + "/meta.json", new byte[0]);
    faults.cutTo.put(ulid(4) + "/meta.json", 10);
    its.catalogue.step();
    assertThat(its.blocks()).isEmpty();
    assertThat(its.view().setAside())
        .extracting(SetAside::reason)
        .containsExactly(
            "forbidden",
            "meta.json is that of block " + ulid(1),
            "meta.json at byte 0: is no JSON object",
            "the bucket gave 10 of the "
                + MetaFile.bytes(fresh(4)).length
                + " bytes of "
                + ulid(4)
                + "/meta.json");
    faults.reads.clear();
    its.later(Duration.ofSeconds(30));
    assertThat(its.blocks()).isEmpty();
    its.later(Duration.ofSeconds(31));
    assertThat(its.blocks()).containsExactly(ulid(1));
  }

  @Test
  void anUnexpectedFailureEndsNothing() throws InterruptedException {
    faults.unexpected = new IllegalStateException("connection pool shut down");
    its.catalogue.step();
    assertThat(its.view().problem()).contains("connection pool shut down");
    faults.unexpected = null;
    put(its.bucket, fresh(1));
    its.laterMinutes(4);
    assertThat(its.blocks()).containsExactly(ulid(1));
    its.bucket.put(ulid(2) + "/meta.json", "[".repeat(100_000).getBytes(UTF_8));
    its.bucket.put(ulid(2) + "/index", new byte[1]);
    its.laterMinutes(4);
    assertThat(its.view().setAside()).hasSize(1);
  }
}
