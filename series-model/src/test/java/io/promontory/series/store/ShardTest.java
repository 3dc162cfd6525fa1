package io.promontory.series.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import io.promontory.series.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShardTest {
  private static final Labels SERIES = Labels.of("a", "1", "b", "2");

  @Test
  void eachSeriesHasOneOwnerByUnsignedHash() {
    for (int i = 0; i < 500; i++) {
      Labels series = SERIES.with("i", "v" + i);
      long owners = 0;
      for (int index = 0; index < 7; index++) {
        owners += new Shard(index, 7, false, List.of()).owns(series) ? 1 : 0;
      }
      assertThat(owners).isEqualTo(1);
    }
  }

  @Test
  void onlyTheChosenLabelsCount() {
    Shard byA = owner(new Shard(0, 64, true, List.of("a")), SERIES);
    assertThat(byA.owns(SERIES.with("b", "other"))).isTrue();
    Shard withoutB = new Shard(byA.index(), 64, false, List.of("b"));
    assertThat(withoutB.owns(SERIES)).isTrue();
    assertThat(withoutB.owns(SERIES.with("b", "other"))).isTrue();
  }

  @Test
  void theHashIsXxh64OfNamesAndValuesEachEndedByFf() {
    assertThat(Hashing.xxh64().hashBytesToLong("abc".getBytes(UTF_8)))
        .isEqualTo(0x44bc2cf5ad770999L);
    byte[] bytes = {'a', (byte) 0xff, '1', (byte) 0xff};
    long index = Long.remainderUnsigned(Hashing.xxh64().hashBytesToLong(bytes), 1_000_003);
    assertThat(new Shard(index, 1_000_003, true, List.of("a")).owns(SERIES)).isTrue();
    assertThat(new Shard(index, 1_000_003, false, List.of("b")).owns(SERIES)).isTrue();
  }

  @Test
  void noShardsOwnEverything() {
    assertThat(new Shard(0, 0, true, List.of()).owns(SERIES)).isTrue();
  }

  private static Shard owner(Shard any, Labels series) {
    for (int index = 0; ; index++) {
      Shard shard = new Shard(index, any.total(), any.by(), any.labels());
      if (shard.owns(series)) {
        return shard;
      }
    }
  }
}
