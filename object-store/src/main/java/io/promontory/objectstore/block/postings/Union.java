package io.promontory.objectstore.block.postings;

import java.util.List;

/** Ids that any part has: a heap of the parts by the id that each has next. */
final class Union implements Postings {
  private final Postings[] parts;
  private final int[] heads;
  private int size;
  private int current;
  private boolean started;

  Union(List<Postings> lists) {
    this.parts = new Postings[lists.size()];
    this.heads = new int[parts.length];
    for (Postings list : lists) {
      int head = list.next();
      if (head != END) {
        parts[size] = list;
        heads[size++] = head;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  @Override
  public int next() {
    if (started) {
      while (size > 0 && heads[0] == current) {
        replaceFirst(parts[0].next());
      }
    }
    return first();
  }

  @Override
  public int advance(int id) {
    if (started && !Postings.below(current, id)) {
      return current;
    }
    while (size > 0 && Postings.below(heads[0], id)) {
      replaceFirst(parts[0].advance(id));
    }
    return first();
  }

  private int first() {
    started = true;
    current = size > 0 ? heads[0] : END;
    return current;
  }

  private void replaceFirst(int head) {
    if (head == END) {
      size--;
      parts[0] = parts[size];
      heads[0] = heads[size];
    } else {
      heads[0] = head;
    }
    siftDown(0);
  }

  private void siftDown(int start) {
    int i = start;
    while (true) {
      int child = 2 * i + 1;
      if (child >= size) {
        return;
      }
      if (child + 1 < size && Postings.below(heads[child + 1], heads[child])) {
        child++;
      }
      if (!Postings.below(heads[child], heads[i])) {
        return;
      }
      Postings part = parts[i];
      int head = heads[i];
      parts[i] = parts[child];
      heads[i] = heads[child];
      parts[child] = part;
      heads[child] = head;
      i = child;
    }
  }

  @Override
  public long atMost() {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += parts[i].atMost();
    }
    return sum;
  }
}
