package io.promontory.rules.yaml;

/** A text that is no YAML, or YAML of the wrong shape; knows where. */
public final class YamlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Position position;

  public YamlException(Position position, String message) {
    super(message);
    this.position = position;
  }

  public Position position() {
    return position;
  }
}
