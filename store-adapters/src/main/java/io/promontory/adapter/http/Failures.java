package io.promontory.adapter.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells an I/O failure in words: what could not be done, with whom. */
final class Failures {
  private Failures() {}

  static String connecting(URI uri, IOException failure) {
    String peer = uri.getRawAuthority();
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection to " + peer + " in time";
    }
    if (failure instanceof ConnectException) {
      return isCausedBy(failure, UnresolvedAddressException.class)
          ? "cannot resolve " + uri.getHost()
          : "connection to " + peer + " refused";
    }
    if (failure instanceof SSLException) {
      return "TLS with " + peer + " failed: " + text(failure);
    }
    return "the connection to " + peer + " broke before an answer: " + text(failure);
  }

  static String text(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
