package io.promontory.adapter.testing.tls;

import io.promontory.adapter.tls.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority made up for a test, which issues certificates as PEM files, by Java's keytool. */
public final class TestAuthority {
  private static final String PASSWORD = "changeit";

  private final Path folder;
  private final String name;

  /** A certificate with its key. */
  public record Issued(Path certFile, Path keyFile) {}

  /**
   * Makes the authority.
   *
   * @param folder where its files go
   * @param name told from others in the folder by it
   */
  public TestAuthority(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    generate(name, "-ext", "bc:c=ca:true");
    certificate(name, name + ".pem");
  }

  /** Its own certificate. */
  public Path caFile() {
    return folder.resolve(name + ".pem");
  }

  /** Clients that trust in it and show no certificate. */
  public TlsConfig trust() {
    return new TlsConfig(caFile(), null, null, null, false);
  }

  /** Clients that trust in it and show a certificate. */
  public TlsConfig trustAs(Issued client) {
    return new TlsConfig(caFile(), client.certFile(), client.keyFile(), null, false);
  }

  /**
   * Issues a certificate.
   *
   * @param subject in its name and in those of its files
   * @param alternatives such as {@code ip:127.0.0.1,dns:localhost}
   */
  public Issued issue(String subject, String alternatives) {
    generate(subject, "-signer", name, "-ext", "san=" + alternatives);
    return new Issued(certificate(subject, subject + ".crt"), key(subject));
  }

  private Path certificate(String alias, String file) {
    try {
      return pem(file, "CERTIFICATE", keys().getCertificate(alias).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path key(String alias) {
    try {
      Key key = keys().getKey(alias, PASSWORD.toCharArray());
      return pem(alias + ".key", "PRIVATE KEY", key.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore keys() throws GeneralSecurityException {
    try (InputStream in = Files.newInputStream(store())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path pem(String file, String kind, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    try {
      return Files.writeString(
          folder.resolve(file),
          "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void generate(String alias, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + alias,
                "-validity",
                "3650",
                "-keystore",
                store().toString()));
    command.addAll(List.of(more));
    keytool(command.toArray(new String[0]));
  }

  /** One for all that it issues, so that keytool signs with its key. */
  private Path store() {
    return folder.resolve(name + ".p12");
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
    Path log = folder.resolve("keytool.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " failed: " + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
