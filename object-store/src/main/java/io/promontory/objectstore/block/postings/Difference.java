package io.promontory.objectstore.block.postings;

/** Ids of one part that the other has not. */
final class Difference implements Postings {
  private final Postings ids;
  private final Postings dropped;

  Difference(Postings ids, Postings dropped) {
    this.ids = ids;
    this.dropped = dropped;
  }

  @Override
  public int next() {
    return skip(ids.next());
  }

  @Override
  public int advance(int id) {
    return skip(ids.advance(id));
  }

  private int skip(int candidate) {
    int id = candidate;
    while (id != END && dropped.advance(id) == id) {
      id = ids.next();
    }
    return id;
  }

  @Override
  public long atMost() {
    return ids.atMost();
  }
}
