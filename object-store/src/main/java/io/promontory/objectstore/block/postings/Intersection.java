package io.promontory.objectstore.block.postings;

/** Ids that all parts have; the shortest part leads. */
final class Intersection implements Postings {
  private final Postings[] parts;

  Intersection(Postings[] shortestFirst) {
    this.parts = shortestFirst;
  }

  @Override
  public int next() {
    return align(parts[0].next());
  }

  @Override
  public int advance(int id) {
    return align(parts[0].advance(id));
  }

  private int align(int candidate) {
    int id = candidate;
    int i = 1;
    while (i < parts.length && id != END) {
      int found = parts[i].advance(id);
      if (found == id) {
        i++;
      } else {
        id = found == END ? END : parts[0].advance(found);
        i = 1;
      }
    }
    if (id == END) {
      parts[0].advance(END);
    }
    return id;
  }

  @Override
  public long atMost() {
    return parts[0].atMost();
  }
}
