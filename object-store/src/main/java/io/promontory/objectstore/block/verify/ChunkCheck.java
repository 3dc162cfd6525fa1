package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.WindowedFile;
import io.promontory.objectstore.block.chunks.AggregateChunk;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.SampleCount;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.block.chunks.UnknownEncodingException;
import io.promontory.series.chunk.Aggregate;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.CorruptChunkException;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import java.util.ArrayList;
import java.util.List;

/** Reads chunks, decodes them, and compares what comes out with what the index says. */
final class ChunkCheck {
  private final Segments segments;
  private final Findings findings;
  private final List<WindowedFile> files = new ArrayList<>();
  private final List<SegmentCover> covers = new ArrayList<>();
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns samples = new SampleColumns();
  private long chunks;
  private long floats;
  private long histograms;
  private long windows;
  private long bytes;

  /**
   * @param segments those that are missing as {@link BytesFile}s without bytes
   */
  ChunkCheck(Segments segments, Findings findings) {
    this.segments = segments;
    this.findings = findings;
    for (int i = 0; i < segments.files().size(); i++) {
      int segment = i;
      if (!(segments.files().get(i) instanceof BytesFile)) {
        findings.within(() -> segments.checkHead(segment));
      }
      files.add(new WindowedFile(segments.files().get(i)));
      covers.add(new SegmentCover(segments.files().get(i), findings));
    }
  }

  /**
   * Checks the chunk at a reference.
   *
   * @param minTime ms of its first sample, as the index has it
   * @param maxTime ms of its last sample, as the index has it
   */
  void check(long ref, long minTime, long maxTime) {
    BlockFileName[] file = new BlockFileName[1];
    if (!findings.within(() -> file[0] = segments.file(ref).name())) {
      return;
    }
    findings.within(
        file[0],
        Segments.offsetOf(ref),
        "the chunk here",
        () -> {
          ChunkRecord record = read(ref);
          chunks++;
          if (record.isAggregate()) {
            aggregates(record, ref, minTime, maxTime);
          } else {
            Chunk chunk = record.samples(minTime, maxTime);
            int count = decode(chunk, ref, "a chunk");
            if (SampleCount.histograms(chunk.encoding())) {
              histograms += count;
            } else {
              floats += count;
            }
          }
        });
  }

  private ChunkRecord read(long ref) {
    int segment = (int) Segments.segmentOf(ref);
    long offset = Segments.offsetOf(ref);
    WindowedFile file = files.get(segment);
    if (offset < Segments.HEAD_BYTES || offset >= file.file().size()) {
      throw new CorruptBlockException(file.file().name(), offset, "lies outside of the segment");
    }
    ByteCursor at = file.at(offset, ChunkRecord.MOST_LENGTH_BYTES);
    long size = ChunkRecord.size(at);
    if (size < 0 || size > file.file().size() - offset) {
      throw at.corrupt("goes beyond the end of the segment");
    }
    covers.get(segment).add(offset, size);
    bytes += size;
    ChunkRecord record = ChunkRecord.parse(file.at(offset, size));
    if (!record.isAggregate() && Encoding.ofCode(record.code()) == null) {
      throw at.corrupt("has the unknown encoding " + record.code());
    }
    return record;
  }

  /** Returns how many samples the chunk has. */
  private int decode(Chunk chunk, long ref, String what) {
    try {
      decoder.decode(List.of(chunk), Long.MIN_VALUE, Long.MAX_VALUE, samples);
    } catch (CorruptChunkException | UnknownEncodingException e) {
      findings.add(segments, ref, what + " cannot be decoded: " + e.getMessage());
      return 0;
    }
    int said = SampleCount.of(chunk);
    if (said != samples.size) {
      findings.add(segments, ref, what + " of " + said + " samples has " + samples.size + " times");
    }
    if (samples.size == 0) {
      findings.add(segments, ref, what + " has no samples");
    } else if (samples.timestamps[0] != chunk.minTime()
        || samples.timestamps[samples.size - 1] != chunk.maxTime()) {
      findings.add(
          segments,
          ref,
          "%s has samples from %d to %d ms, but the index says from %d to %d"
              .formatted(
                  what,
                  samples.timestamps[0],
                  samples.timestamps[samples.size - 1],
                  chunk.minTime(),
                  chunk.maxTime()));
    }
    return said;
  }

  private void aggregates(ChunkRecord record, long ref, long minTime, long maxTime) {
    AggregateChunk parts =
        AggregateChunk.parse(
            record,
            minTime,
            maxTime,
            segments.file(ref).name(),
            Segments.offsetOf(ref) - record.offset());
    Chunk count = parts.get(Aggregate.COUNT);
    if (count == null) {
      findings.add(segments, ref, "a chunk of aggregates has no counts");
      return;
    }
    int expected = decode(count, ref, "aggregate COUNT");
    windows += expected;
    for (Aggregate aggregate : Aggregate.values()) {
      Chunk part = parts.get(aggregate);
      if (part == null || aggregate == Aggregate.COUNT) {
        continue;
      }
      if (aggregate == Aggregate.COUNTER) {
        decodeCounter(part, ref);
      } else if (decode(part, ref, "aggregate " + aggregate) != expected) {
        findings.add(segments, ref, "aggregate " + aggregate + " has not " + expected + " windows");
      }
    }
  }

  /** Its first sample may be earlier, its last time comes twice. */
  private void decodeCounter(Chunk part, long ref) {
    try {
      decoder.decode(List.of(part), Long.MIN_VALUE, Long.MAX_VALUE, samples);
    } catch (CorruptChunkException e) {
      findings.add(segments, ref, "aggregate COUNTER cannot be decoded: " + e.getMessage());
    }
  }

  /** Checks the records of all segments where there is no index to lead to them. */
  void scan() {
    for (int i = 0; i < files.size(); i++) {
      long segment = (long) i << 32;
      long size = files.get(i).file().size();
      findings.within(
          () -> {
            for (long offset = Segments.HEAD_BYTES; offset < size; ) {
              ChunkRecord record = read(segment | offset);
              chunks++;
              offset += ChunkRecord.size(files.get((int) (segment >>> 32)).at(offset, 5));
              if (record.length() == 0) {
                findings.add(segments, segment | offset, "a chunk has no bytes");
              }
            }
          });
    }
  }

  /** Finds bytes of segments that belong to no chunk; once, when all series were checked. */
  void finish() {
    covers.forEach(SegmentCover::finish);
  }

  long chunks() {
    return chunks;
  }

  long floats() {
    return floats;
  }

  long histograms() {
    return histograms;
  }

  /** Windows of downsampled chunks. */
  long windows() {
    return windows;
  }

  /** Bytes of the chunks that were read. */
  long bytes() {
    return bytes;
  }
}
