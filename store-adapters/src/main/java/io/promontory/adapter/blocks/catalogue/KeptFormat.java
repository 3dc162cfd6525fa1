package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.ByteSink;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The listed blocks of a catalogue, and what was read of them, as bytes. */
final class KeptFormat {
  private static final int LEAST_BLOCK = 20;
  private static final int LEAST_OBJECT = 5;

  private enum Meta {
    NONE,
    GOOD,
    ILL
  }

  private KeptFormat() {}

  static void write(CatalogueState.Known known, ByteSink sink) {
    KeptMetas.Writer metas = new KeptMetas.Writer(sink);
    sink.uvarint(known.listed().size());
    for (ListedBlock block : known.listed().values()) {
      folder(block, sink);
      ObjectInfo object = block.folder().meta();
      MetaRead read = known.metas().get(block.ulid());
      switch (read != null && read.object().equals(object) ? read : null) {
        case MetaRead.Good good -> {
          sink.u8(Meta.GOOD.ordinal());
          metas.write(good.meta());
        }
        case MetaRead.Ill ill -> {
          sink.u8(Meta.ILL.ordinal());
          sink.text(ill.reason());
          sink.uvarint(ill.times());
          sink.int64(ill.retryAt().toEpochMilli());
        }
        case null, default -> sink.u8(Meta.NONE.ordinal());
      }
      MarkRead mark = known.marks().get(block.ulid());
      boolean isMarked = mark != null && mark.object().equals(block.deletionMark());
      sink.u8(isMarked ? 1 : 0);
      if (mark != null && isMarked) {
        sink.int64(mark.time().getEpochSecond());
      }
    }
  }

  static void read(ByteCursor cursor, Instant listedAt, CatalogueState state, SlimMeta slim) {
    KeptMetas.Reader metas = new KeptMetas.Reader(cursor, slim);
    int count = cursor.count(LEAST_BLOCK, "blocks");
    Map<Ulid, ListedBlock> listed = HashMap.newHashMap(count);
    Map<Ulid, MetaRead> reads = HashMap.newHashMap(count);
    Map<Ulid, MarkRead> marks = new HashMap<>();
    for (int i = 0; i < count; i++) {
      ListedBlock block = folder(cursor);
      Ulid ulid = block.ulid();
      listed.put(ulid, block);
      MetaRead read = metaRead(cursor, metas, block);
      if (read != null) {
        reads.put(ulid, read);
      }
      ObjectInfo mark = block.deletionMark();
      if (cursor.u8() == 1 && mark != null) {
        marks.put(ulid, new MarkRead(mark, Instant.ofEpochSecond(cursor.int64())));
      }
    }
    state.restore(listed, reads, marks, listedAt);
  }

  private static @Nullable MetaRead metaRead(
      ByteCursor cursor, KeptMetas.Reader metas, ListedBlock block) {
    int kind = cursor.u8();
    ObjectInfo object = block.folder().meta();
    if (kind == Meta.NONE.ordinal() || object == null) {
      return null;
    }
    return kind == Meta.GOOD.ordinal()
        ? new MetaRead.Good(object, metas.read(block.ulid()))
        : new MetaRead.Ill(
            object, cursor.text(), (int) cursor.uvarint(), Instant.ofEpochMilli(cursor.int64()));
  }

  private static void folder(ListedBlock block, ByteSink sink) {
    BlockFolder folder = block.folder();
    sink.int64(folder.ulid().high());
    sink.int64(folder.ulid().low());
    int marks = 0;
    for (BlockMark.Kind kind : folder.marks()) {
      marks |= 1 << kind.ordinal();
    }
    sink.u8(marks);
    object(folder.meta(), sink);
    object(folder.index(), sink);
    object(folder.tombstones(), sink);
    object(block.deletionMark(), sink);
    sink.uvarint(folder.segments().size());
    folder.segments().forEach(segment -> object(segment, sink));
  }

  private static ListedBlock folder(ByteCursor cursor) {
    Ulid ulid = new Ulid(cursor.int64(), cursor.int64());
    int bits = cursor.u8();
    Set<BlockMark.Kind> marks = EnumSet.noneOf(BlockMark.Kind.class);
    for (BlockMark.Kind kind : BlockMark.Kind.values()) {
      if ((bits & 1 << kind.ordinal()) != 0) {
        marks.add(kind);
      }
    }
    String prefix = ulid + "/";
    ObjectInfo meta = object(prefix, cursor);
    ObjectInfo index = object(prefix, cursor);
    ObjectInfo tombstones = object(prefix, cursor);
    ObjectInfo mark = object(prefix, cursor);
    int count = cursor.count(LEAST_OBJECT, "segments");
    List<ObjectInfo> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ObjectInfo segment = object(prefix, cursor);
      if (segment == null) {
        throw cursor.corrupt("a segment is none");
      }
      segments.add(segment);
    }
    return new ListedBlock(new BlockFolder(ulid, meta, index, segments, tombstones, marks), mark);
  }

  /** Its path in the block's folder first; an empty one stands for none. */
  private static void object(@Nullable ObjectInfo object, ByteSink sink) {
    if (object == null) {
      sink.text("");
      return;
    }
    sink.text(object.key().substring(Ulid.LENGTH + 1));
    sink.uvarint(object.size());
    sink.varint(object.lastModified().getEpochSecond());
    sink.uvarint(object.lastModified().getNano());
    sink.text(object.tag());
  }

  private static @Nullable ObjectInfo object(String prefix, ByteCursor cursor) {
    String path = cursor.text();
    return path.isEmpty()
        ? null
        : new ObjectInfo(
            prefix + path,
            cursor.uvarint(),
            Instant.ofEpochSecond(cursor.varint(), cursor.uvarint()),
            cursor.text());
  }
}
