package io.promontory.rules.group;

/** A group's identity: names are unique in a file only. */
public record GroupKey(String file, String name) {
  /** As metrics name the group. */
  @Override
  public String toString() {
    return file + ";" + name;
  }
}
