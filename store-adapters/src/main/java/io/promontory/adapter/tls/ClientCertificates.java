package io.promontory.adapter.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a server asks of its clients' certificates, by the names of Go's policies. */
public enum ClientCertificates {
  NONE("NoClientCert", false, false),
  /** Asked for, and whoever sends one may send any. */
  REQUEST("RequestClientCert", false, false),
  /** Needed, and any will do: this keeps nobody out. */
  REQUIRE_ANY("RequireAnyClientCert", true, false),
  VERIFY_IF_GIVEN("VerifyClientCertIfGiven", false, true),
  /** The one that keeps out whoever has no certificate of the configured authorities. */
  REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true);

  private final String policy;
  private final boolean needed;
  private final boolean verified;

  ClientCertificates(String policy, boolean needed, boolean verified) {
    this.policy = policy;
    this.needed = needed;
    this.verified = verified;
  }

  /** The policy of a name; null for none of them. */
  public static @Nullable ClientCertificates of(String policy) {
    if (policy.isEmpty()) {
      return NONE;
    }
    String name = policy.equals("RequireClientCert") ? REQUIRE_ANY.policy : policy;
    for (ClientCertificates one : values()) {
      if (one.policy.equals(name)) {
        return one;
      }
    }
    return null;
  }

  /** The names of all. */
  public static List<String> policies() {
    List<String> names = new ArrayList<>();
    for (ClientCertificates one : values()) {
      names.add(one.policy);
    }
    return names;
  }

  boolean isAsked() {
    return this != NONE;
  }

  /** Whether a client without a certificate is turned away. */
  boolean isNeeded() {
    return needed;
  }

  /** Whether a certificate must come from the configured authorities. */
  boolean isVerified() {
    return verified;
  }
}
