package io.promontory.adapter.auth;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says who asks by a header whose value needs nobody's help. */
final class HeaderAuthorizer implements Authorizer {
  private final @Nullable Supplier<String> value;
  private final String section;

  /**
   * @param value of the header, asked for at each attempt; null for none
   * @param section of the configuration that it comes from
   */
  HeaderAuthorizer(@Nullable Supplier<String> value, String section) {
    this.value = value;
    this.section = section;
  }

  @Override
  public OutgoingRequest authorize(OutgoingRequest request, Duration patience) {
    if (value == null) {
      return request;
    }
    try {
      return request.withHeader("Authorization", value.get());
    } catch (UncheckedIOException e) {
      throw new AuthException(section + ": " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable String explain(RefusedAnswer answer) {
    if (!answer.isAboutCredentials()) {
      return null;
    }
    return value == null
        ? "the server wants to know who asks; set basic_auth, authorization, oauth2 or sigv4 ("
            + answer.shown()
            + ")"
        : "the server refuses our credentials, check " + section + " (" + answer.shown() + ")";
  }
}
