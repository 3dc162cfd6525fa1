package io.promontory.objectstore.bucket;

/** When a write goes ahead. */
public sealed interface Condition {
  /** Whatever is there. */
  Condition ALWAYS = new Always();

  /** If there is no object of this key. */
  Condition ABSENT = new Absent();

  /** If the object of this key has this tag still. */
  static Condition unchanged(String tag) {
    return new Unchanged(tag);
  }

  /** No condition. */
  record Always() implements Condition {}

  /** No object of the key. */
  record Absent() implements Condition {}

  /**
   * The object that was seen.
   *
   * @param tag of {@link ObjectInfo}, or as a write has returned it
   */
  record Unchanged(String tag) implements Condition {}
}
