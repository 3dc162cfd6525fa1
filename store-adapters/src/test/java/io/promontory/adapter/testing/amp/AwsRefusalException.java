package io.promontory.adapter.testing.amp;

/** AWS' front refuses a request: a code and a sentence. */
public final class AwsRefusalException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  AwsRefusalException(String code, String message) {
    this(403, code, message);
  }

  AwsRefusalException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
