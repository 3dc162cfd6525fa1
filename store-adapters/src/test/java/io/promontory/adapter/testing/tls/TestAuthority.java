package io.promontory.adapter.testing.tls;

import io.promontory.adapter.tls.TlsConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
    keytool("-exportcert", "-alias", name, "-keystore", store(name), "-rfc", "-file", file(".pem"));
  }

  /** Its own certificate. */
  public Path caFile() {
    return Path.of(file(".pem"));
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
    generate(subject);
    String request = folder.resolve(subject + ".csr").toString();
    Path certFile = folder.resolve(subject + ".crt");
    keytool("-certreq", "-alias", subject, "-keystore", store(subject), "-file", request);
    keytool(
        "-gencert",
        "-alias",
        name,
        "-keystore",
        store(name),
        "-infile",
        request,
        "-outfile",
        certFile.toString(),
        "-rfc",
        "-ext",
        "san=" + alternatives,
        "-validity",
        "365");
    return new Issued(certFile, key(subject));
  }

  private Path key(String alias) {
    try (InputStream in = Files.newInputStream(Path.of(store(alias)))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] der = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
      String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return Files.writeString(
          folder.resolve(alias + ".key"),
          "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
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
                store(alias)));
    command.addAll(List.of(more));
    keytool(command.toArray(new String[0]));
  }

  private String store(String alias) {
    return folder.resolve(alias + ".p12").toString();
  }

  private String file(String ending) {
    return folder.resolve(name + ending).toString();
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
