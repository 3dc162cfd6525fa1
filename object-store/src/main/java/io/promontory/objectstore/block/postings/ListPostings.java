package io.promontory.objectstore.block.postings;

/** Ids of an array; skips ahead by galloping, so that the cost is that of the distance's log. */
final class ListPostings implements Postings {
  private final int[] ids;
  private int at = -1;

  ListPostings(int[] ids) {
    this.ids = ids;
  }

  @Override
  public int next() {
    if (at < ids.length) {
      at++;
    }
    return current();
  }

  @Override
  public int advance(int id) {
    int from = Math.max(at, 0);
    int step = 1;
    int to = from;
    while (to < ids.length && Postings.below(ids[to], id)) {
      from = to + 1;
      to = (int) Math.min((long) to + step, ids.length);
      step <<= 1;
    }
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Postings.below(ids[middle], id)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    at = from;
    return current();
  }

  @Override
  public long atMost() {
    return (long) ids.length - Math.max(at, 0);
  }

  private int current() {
    return at < ids.length ? ids[at] : END;
  }
}
