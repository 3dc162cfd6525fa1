package io.promontory.promql.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders with many ties, against those that Go's {@code sort.Sort} gave, as hashes. */
class ValueSortTest {
  private static final int[] SIZES = {3, 12, 13, 14, 20, 49, 50, 51, 64, 100, 257, 1000};
  private static final int[] KINDS = {1, 2, 3, 10, 1000, 0};

  private static final String RECORDED =
      """
      21 31bf8ecec3c06 606324b09b44c6 bac017162cd5407
      eef1f91a6b88b40a 7ab5a721c6db318 edbff3d17148b019 ca3e865cb7cd5339
      6ef866d480a7c020 60865a5103832432 c91be45244e11080 90a4b279218939f4
      21 c0c579d359dda0 631eba7f772ea4de 6f1699b20d6efa43
      3644d97b8e5c8cba ed81c10f026a7c4c 3a1b3b3793198b55 8287547fbf97fbcd
      bd0d297ad9c1e158 ef7872b5353dba78 d5fbd57d8d9a0738 98d80c704d5ffff8
      3f bdee739cd3df86 24ac8e86b2616a08 3c0433e255db7929
      7bab114ac80ea3c8 f345a98bc532b720 63fd3e7c32658f 4d62cc8b1ee80a5d
      e28262d8e38def90 ea8139f3bed268c 102e8aecc7c89562 1a792cca29559852
      3ff 2d891690c2dddbe 639004f7f7f62400 a831a3b4019028f7
      1a5e016ee5e758fe 2002b1a6a99b62da c7f25865216bc8e9 4f5860a932f24359
      9e20d7186682efb2 b244676480b7fdb8 35b96f02a79d0d82 fba5945b6656d698
      21 1c6778d3dd1ab9c dcd1617561d46e6 d22bfb944140c243
      96675d49c24e042a 1724039d4d0ac32c 44c151222adf44e9 688cf2642350bc5d
      d169a9928f2c76b8 2b487f3cac5a2e02 8b63e6b5bca2ec6c 1fefbca93794c920
      7a1 3fef2e87b99243a 606324b09b44c6 bc5e314b2200af59
      eef1f91a6b88b40a 1c31676dcca1bd18 edbff3d17148b019 3c1cc0e83f4658b9
      6ef866d480a7c020 762d7591bbeeee8e c91be45244e11080 e081365ef1a89b8c
      21 31bf8ecec3c06 606324b09b44c6 bac017162cd5407
      eef1f91a6b88b40a 7ab5a721c6db318 edbff3d17148b019 ca3e865cb7cd5339
      6ef866d480a7c020 60865a5103832432 c91be45244e11080 90a4b279218939f4
      3c3 31bf8ed09c064 62c18cf35ddb433c a5bcd5521fdf6373
      7f1173810ca63fa2 26f8a1c635a305f6 929ec4901180b3f7 2556f86d7d7a22bd
      6c039941592338e2 2daafef99cc9a2ba ff087af9346b649a 1bd65a9bf7575084
      783 21db6ed5f2748a0 ede9e37e6685622 78b0e924a406786d
      d88f0d159993ef46 edd74b050d38f96 3cf62c5fcae615ed 2f1a64e795391e97
      412a3749c9e84a0a 94e83b4898c1badc 56874a8ed64a2262 d5d0482a68578f4c
      21 2951be75a66eeac 1700a6602dd0ccec 7b73e0829efa611d
      a4aa7dedcd39790a 3f1bff18610c2bce 68b9044f87ed0501 b946814e55e09fed
      91cc3b08f2e7253a f4caa62f61c2b49a cf0ac9b6cf980668 7b982a10e61c95c
      """;

  @Test
  void movesEqualElementsAsGoDoes() {
    List<String> hashes = new ArrayList<>();
    for (int c = 0; c < 120; c++) {
      double[] values = values(c, SIZES[c % SIZES.length], KINDS[c / 12 % KINDS.length]);
      long hash = 0;
      for (int position : ValueSort.order(values, c % 2 == 0)) {
        hash = hash * 31 + position;
      }
      hashes.add(Long.toHexString(hash));
    }
    assertThat(hashes).containsExactly(RECORDED.strip().split("\\s+"));
  }

  /** Few different values, NaN among them; or, for kind 0, a pattern without chance. */
  private static double[] values(int seed, int n, int kinds) {
    double[] values = new double[n];
    long x = seed;
    for (int i = 0; i < n; i++) {
      x = x * 6364136223846793005L + 1442695040888963407L;
      if (kinds == 0) {
        values[i] = seed > 60 ? n - i : i * 7 % n;
      } else {
        double value = (x >>> 33) % kinds;
        values[i] = kinds == 10 && value == 3 ? Double.NaN : value;
      }
    }
    return values;
  }
}
