package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts the listed blocks by what may be done with them. */
final class ViewBuilder {
  /** A block that lacks files is taken for one that is being uploaded for so long. */
  private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

  private static final Comparator<CatalogueBlock> BY_TIME =
      Comparator.comparingLong((CatalogueBlock block) -> block.meta().minTime())
          .thenComparing(CatalogueBlock::ulid);

  private final CatalogueState.Known known;
  private final Duration deletionDelay;
  private final AddedLabels labels;
  private final Instant now;

  private final List<CatalogueBlock> whole = new ArrayList<>();
  private final List<Ailing> ailing = new ArrayList<>();
  private final Map<String, Integer> partial = new TreeMap<>();
  private int unknown;
  private int deleted;
  private int failures;
  private @Nullable String failure;

  /** A block that is set aside, and the class of what is wrong with it. */
  private record Ailing(SetAside block, String kind) {}

  /** A view and what it counts. */
  record Built(CatalogueView view, CatalogueCounts counts) {}

  ViewBuilder(CatalogueState.Known known, Duration deletionDelay, AddedLabels labels, Instant now) {
    this.known = known;
    this.deletionDelay = deletionDelay;
    this.labels = labels;
    this.now = now;
  }

  Built build() {
    known.listed().values().forEach(this::sort);
    Set<Ulid> superseded =
        Superseded.of(
            whole.stream().map(CatalogueBlock::meta).toList(),
            ailing.stream().map(ill -> ill.block().meta()).filter(m -> m != null).toList());
    whole.removeIf(block -> superseded.contains(block.ulid()));
    ailing.removeIf(ill -> superseded.contains(ill.block().ulid()));
    whole.sort(BY_TIME);
    ailing.sort(Comparator.comparing(ill -> ill.block().ulid()));
    Map<String, Integer> kinds = new TreeMap<>();
    ailing.forEach(ill -> kinds.merge(ill.kind(), 1, Integer::sum));
    boolean isListed = known.listedAt() != null;
    return new Built(
        new CatalogueView(
            whole,
            isListed && unknown == 0,
            unknown,
            problem(),
            ailing.stream().map(Ailing::block).toList()),
        new CatalogueCounts(whole.size(), unknown, superseded.size(), deleted, kinds, partial));
  }

  private @Nullable String problem() {
    if (known.listingProblem() != null) {
      return known.listingProblem();
    }
    return failure == null
        ? null
        : failures == 1 ? failure : failure + ", and " + (failures - 1) + " more";
  }

  private void sort(ListedBlock block) {
    BlockFolder folder = block.folder();
    ObjectInfo object = folder.meta();
    if (object == null) {
      partial.merge("meta", 1, Integer::sum);
      return;
    }
    if (isDeleted(block)) {
      deleted++;
      return;
    }
    MetaRead read = known.metas().get(block.ulid());
    switch (read != null && read.object().equals(object) ? read : null) {
      case MetaRead.Good good -> sort(block, object, labels.addTo(good.meta()));
      case MetaRead.Ill ill -> setAside(block, ill.reason(), null, "meta");
      case MetaRead.Failed failed -> {
        unknown++;
        failures++;
        failure = failure == null ? failed.reason() : failure;
      }
      case null -> unknown++;
    }
  }

  private void sort(ListedBlock block, ObjectInfo object, BlockMeta meta) {
    BlockFolder folder = block.folder();
    String missing = folder.missing();
    if (missing == null) {
      missing = folder.missing(meta);
    }
    Reported report = known.reports().get(block.ulid());
    if (missing != null) {
      boolean isMoving =
          block.deletionMark() != null || now.isBefore(object.lastModified().plus(LONGEST_UPLOAD));
      if (isMoving) {
        partial.merge(missing.equals("index") ? "index" : "chunks", 1, Integer::sum);
      } else {
        setAside(block, missing + " is missing, or not as long as it says", meta, "files");
      }
    } else if (report != null && report.holds(block, now)) {
      setAside(block, report.reason(), meta, "content");
    } else {
      whole.add(new CatalogueBlock(folder, meta));
    }
  }

  private void setAside(ListedBlock block, String reason, @Nullable BlockMeta meta, String kind) {
    ailing.add(new Ailing(new SetAside(block.ulid(), reason, meta), kind));
  }

  /** A mark that was not read yet, or cannot be, hides nothing. */
  private boolean isDeleted(ListedBlock block) {
    MarkRead mark = known.marks().get(block.ulid());
    return mark != null
        && mark.object().equals(block.deletionMark())
        && !now.isBefore(mark.time().plus(deletionDelay));
  }
}
