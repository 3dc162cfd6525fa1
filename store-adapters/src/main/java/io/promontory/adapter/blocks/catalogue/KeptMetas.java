package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.meta.UnknownKeys;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What blocks say of themselves, as bytes. Labels and lists of sources that many blocks share are
 * written where they are first met, and later named by their number.
 */
final class KeptMetas {
  private static final int ULID_BYTES = 16;

  private KeptMetas() {}

  /** Writes one after the other. */
  static final class Writer {
    private final ByteSink sink;
    private final Map<Labels, Integer> labels = new HashMap<>();
    private final Map<List<Ulid>, Integer> sources = new HashMap<>();

    Writer(ByteSink sink) {
      this.sink = sink;
    }

    void write(BlockMeta meta) {
      sink.varint(meta.minTime());
      sink.varint(meta.maxTime());
      BlockStats stats = meta.stats();
      sink.varint(stats.samples());
      sink.varint(stats.floatSamples());
      sink.varint(stats.histogramSamples());
      sink.varint(stats.series());
      sink.varint(stats.chunks());
      sink.varint(stats.tombstones());
      Compaction made = meta.compaction();
      sink.uvarint(made.level());
      sink.u8((made.deletable() ? 1 : 0) | (made.failed() ? 2 : 0));
      if (isNew(sources, made.sources())) {
        sink.uvarint(made.sources().size());
        for (Ulid source : made.sources()) {
          sink.int64(source.high());
          sink.int64(source.low());
        }
      }
      ThanosMeta thanos = meta.thanos();
      sink.u8(thanos == null ? 0 : 1);
      if (thanos != null) {
        write(thanos);
      }
    }

    private void write(ThanosMeta thanos) {
      if (isNew(labels, thanos.labels())) {
        sink.uvarint(thanos.labels().size());
        for (int i = 0; i < thanos.labels().size(); i++) {
          sink.text(thanos.labels().name(i));
          sink.text(thanos.labels().value(i));
        }
      }
      sink.varint(thanos.resolution());
      sink.text(thanos.source());
      sink.uvarint(thanos.segmentFiles().size());
      thanos.segmentFiles().forEach(sink::text);
      sink.uvarint(thanos.files().size());
      for (ThanosMeta.File file : thanos.files()) {
        sink.text(file.path());
        sink.varint(file.size());
      }
      sink.varint(thanos.mostSeriesBytes());
      sink.varint(thanos.mostChunkBytes());
    }

    /** Writes the number of a thing, and tells whether the thing itself must follow. */
    private <T> boolean isNew(Map<T, Integer> numbers, T thing) {
      Integer number = numbers.putIfAbsent(thing, numbers.size());
      sink.uvarint(number == null ? numbers.size() - 1 : number);
      return number == null;
    }
  }

  /** Reads one after the other. */
  static final class Reader {
    private final ByteCursor cursor;
    private final List<Labels> labels = new ArrayList<>();
    private final List<List<Ulid>> sources = new ArrayList<>();
    private final SlimMeta slim;

    Reader(ByteCursor cursor, SlimMeta slim) {
      this.cursor = cursor;
      this.slim = slim;
    }

    BlockMeta read(Ulid ulid) {
      long minTime = cursor.varint();
      long maxTime = cursor.varint();
      BlockStats stats =
          new BlockStats(
              cursor.varint(),
              cursor.varint(),
              cursor.varint(),
              cursor.varint(),
              cursor.varint(),
              cursor.varint());
      int level = (int) cursor.uvarint();
      int flags = cursor.u8();
      List<Ulid> madeFrom = known(sources, this::ulids);
      ThanosMeta thanos = cursor.u8() == 1 ? thanos() : null;
      return slim.of(
          new BlockMeta(
              ulid,
              minTime,
              maxTime,
              stats,
              new Compaction(
                  level, madeFrom, (flags & 1) != 0, List.of(), (flags & 2) != 0, List.of()),
              thanos,
              UnknownKeys.NONE));
    }

    private List<Ulid> ulids() {
      return list(ULID_BYTES, () -> new Ulid(cursor.int64(), cursor.int64()));
    }

    private ThanosMeta thanos() {
      return new ThanosMeta(
          known(labels, this::labels),
          cursor.varint(),
          cursor.text(),
          list(1, cursor::text),
          list(2, () -> new ThanosMeta.File(cursor.text(), cursor.varint())),
          List.of(),
          cursor.varint(),
          cursor.varint(),
          null);
    }

    private Labels labels() {
      LabelsBuilder builder = new LabelsBuilder();
      int count = cursor.count(2, "labels");
      for (int i = 0; i < count; i++) {
        builder.set(cursor.text(), cursor.text());
      }
      return builder.build();
    }

    private <T> List<T> list(int least, Supplier<T> element) {
      int count = cursor.count(least, "elements");
      List<T> list = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        list.add(element.get());
      }
      return List.copyOf(list);
    }

    private <T> T known(List<T> things, Supplier<T> next) {
      long number = cursor.uvarint();
      if (number < 0 || number > things.size()) {
        throw cursor.corrupt("names what was not told before");
      }
      if (number == things.size()) {
        things.add(next.get());
      }
      return things.get((int) number);
    }
  }
}
