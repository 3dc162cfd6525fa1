package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of a bucket's blocks. Safe for concurrent use. */
final class CatalogueState {
  private final Map<Ulid, MetaRead> metas = new HashMap<>();
  private final Map<Ulid, MarkRead> marks = new HashMap<>();
  private final Map<Ulid, Reported> reports = new HashMap<>();
  private Map<Ulid, ListedBlock> listed = Map.of();
  private @Nullable Instant listedAt;
  private @Nullable String listingProblem;
  private long changes;

  /** A copy of all that is known, at one moment. */
  record Known(
      Map<Ulid, ListedBlock> listed,
      Map<Ulid, MetaRead> metas,
      Map<Ulid, MarkRead> marks,
      Map<Ulid, Reported> reports,
      @Nullable Instant listedAt,
      @Nullable String listingProblem,
      long changes) {}

  synchronized Known known() {
    return new Known(
        listed,
        Map.copyOf(metas),
        Map.copyOf(marks),
        Map.copyOf(reports),
        listedAt,
        listingProblem,
        changes);
  }

  /** What an earlier process knew. */
  synchronized void restore(
      Map<Ulid, ListedBlock> blocks,
      Map<Ulid, MetaRead> keptMetas,
      Map<Ulid, MarkRead> keptMarks,
      Instant at) {
    metas.putAll(keptMetas);
    marks.putAll(keptMarks);
    listed = Map.copyOf(blocks);
    listedAt = at;
  }

  /**
   * A whole listing; what was known of blocks that it lacks is forgotten.
   *
   * @param at when it began
   */
  synchronized void listed(Map<Ulid, ListedBlock> blocks, Instant at) {
    Map<Ulid, ListedBlock> before = listed;
    listed = Map.copyOf(blocks);
    listedAt = at;
    listingProblem = null;
    metas.keySet().retainAll(listed.keySet());
    marks.keySet().retainAll(listed.keySet());
    reports.entrySet().removeIf(e -> !e.getValue().listed().equals(listed.get(e.getKey())));
    if (!before.equals(listed)) {
      changes++;
    }
  }

  synchronized void listingFailed(String problem) {
    listingProblem = problem;
  }

  /** Whether the meta.json of a block is to be read now. */
  synchronized boolean isMetaDue(Ulid ulid, ObjectInfo object, Instant now) {
    MetaRead read = metas.get(ulid);
    return read == null || !read.object().equals(object) || read.isDue(now);
  }

  /** Listed blocks whose meta.json is to be read now. */
  synchronized List<ListedBlock> dueMetas(Instant now) {
    List<ListedBlock> due = new ArrayList<>();
    for (ListedBlock block : listed.values()) {
      ObjectInfo object = block.folder().meta();
      if (object != null && isMetaDue(block.ulid(), object, now)) {
        due.add(block);
      }
    }
    return due;
  }

  /** Listed blocks whose mark for deletion was not read yet. */
  synchronized List<ListedBlock> dueMarks() {
    List<ListedBlock> due = new ArrayList<>();
    for (ListedBlock block : listed.values()) {
      ObjectInfo object = block.deletionMark();
      MarkRead read = marks.get(block.ulid());
      if (object != null && (read == null || !read.object().equals(object))) {
        due.add(block);
      }
    }
    return due;
  }

  /** When the first listed meta.json that failed is to be read again; null if none is. */
  synchronized @Nullable Instant nextRetry() {
    Instant next = null;
    for (ListedBlock block : listed.values()) {
      if (block.folder().meta() == null) {
        continue; // nothing is there to be read again
      }
      Instant at =
          switch (metas.get(block.ulid())) {
            case MetaRead.Ill ill -> ill.retryAt();
            case MetaRead.Failed failed -> failed.retryAt();
            case null, default -> null;
          };
      next = at != null && (next == null || at.isBefore(next)) ? at : next;
    }
    return next;
  }

  /** How often in a row reading this object went wrong. */
  synchronized int failures(Ulid ulid, ObjectInfo object) {
    return switch (metas.get(ulid)) {
      case MetaRead.Ill ill when ill.object().equals(object) -> ill.times();
      case MetaRead.Failed failed when failed.object().equals(object) -> failed.times();
      case null, default -> 0;
    };
  }

  synchronized void metaRead(Ulid ulid, MetaRead read) {
    metas.put(ulid, read);
    changes++;
  }

  synchronized void markRead(Ulid ulid, MarkRead read) {
    marks.put(ulid, read);
    changes++;
  }

  /**
   * A reader found a block ill.
   *
   * @return whether the block is listed
   */
  synchronized boolean reported(Ulid ulid, String reason, Instant now) {
    ListedBlock block = listed.get(ulid);
    if (block == null) {
      return false;
    }
    Reported before = reports.get(ulid);
    if (before == null || !before.holds(block, now)) {
      reports.put(ulid, Reported.of(block, reason, before, now));
    }
    return true;
  }

  synchronized @Nullable Instant listedAt() {
    return listedAt;
  }

  /** Grows with every change that is worth keeping. */
  synchronized long changes() {
    return changes;
  }
}
