package io.promontory.objectstore.block.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class BlockListTest {
  @Test
  void aBlockThatGoesAwayMeanwhileIsToldOfAndHarmsNoOther() {
    Bucket bucket = new MemoryBucket(InstantSource.system());
    String meta = "01M7WM85QD85D1F8W77TR13NPJ/meta.json";
    bucket.put(meta, "{}".getBytes(UTF_8));
    bucket.put("01M7WM85QD85D1F8W77TR13NPK/meta.json", "no JSON".getBytes(UTF_8));
    var blocks =
        BlockList.blocks(
            bucket,
            read -> {
              bucket.delete(meta);
              read.run();
            });
    assertThat(blocks).hasSize(2);
    assertThat(blocks.getFirst().problem()).isEqualTo("was deleted meanwhile");
  }
}
