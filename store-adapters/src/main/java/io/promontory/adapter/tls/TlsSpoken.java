package io.promontory.adapter.tls;

import java.util.List;

/**
 * What TLS a server speaks.
 *
 * @param protocols by their Java names, such as {@code TLSv1.3}
 * @param cipherSuites by their standard names, for versions up to 1.2; empty for Java's own
 * @param ownOrder whether this order of suites counts, rather than the client's
 * @param groups of the key exchange by their Java names, such as {@code secp256r1}, by preference;
 *     empty for Java's own
 */
public record TlsSpoken(
    List<String> protocols, List<String> cipherSuites, boolean ownOrder, List<String> groups) {
  /** Versions 1.2 and 1.3, and else as Java has it. */
  public static final TlsSpoken DEFAULT =
      new TlsSpoken(List.of("TLSv1.2", "TLSv1.3"), List.of(), true, List.of());

  public TlsSpoken {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    groups = List.copyOf(groups);
  }
}
