package io.promontory.frontend.discovery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server of a few records (RFC 1035), on a port of its own. */
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
  private final Map<String, List<byte[]>> records;
  private final int failure;

  /** Names that the server fails for whatever else. */
  final Set<String> ill = ConcurrentHashMap.newKeySet();

  /**
   * @param records the data of records by {@code name type-number}
   * @param failure response code for every name; 0 for none
   */
  DnsServer(Map<String, List<byte[]>> records, int failure) throws SocketException {
    this.records = records;
    this.failure = failure;
    Thread unused = Thread.ofVirtual().start(this::run);
  }

  String url() {
    return "dns://127.0.0.1:" + socket.getLocalPort();
  }

  /** The data of an SRV record (RFC 2782). */
  static byte[] srv(int port, String target) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(1);
    out.writeShort(2);
    out.writeShort(port);
    for (String label : target.split("\\.")) {
      out.writeByte(label.length());
      out.write(label.getBytes(US_ASCII));
    }
    out.writeByte(0);
    return bytes.toByteArray();
  }

  private void run() {
    byte[] buffer = new byte[512];
    try {
      while (!socket.isClosed()) {
        DatagramPacket question = new DatagramPacket(buffer, buffer.length);
        socket.receive(question);
        byte[] answer = answer(buffer);
        socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
      }
    } catch (SocketException e) {
      // closed
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] answer(byte[] question) throws IOException {
    StringBuilder name = new StringBuilder();
    int at = 12;
    while (question[at] != 0) {
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(question, at + 1, question[at], US_ASCII));
      at += question[at] + 1;
    }
    int type = question[at + 1] << 8 | question[at + 2];
    int end = at + 5;
    int failure = ill.contains(name.toString()) ? 2 : this.failure;
    List<byte[]> found = records.getOrDefault(name + " " + type, List.of());
    boolean isKnown = records.keySet().stream().anyMatch(key -> key.startsWith(name + " "));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(question, 0, 2);
    out.writeShort(0x8580 | (failure != 0 ? failure : isKnown ? 0 : 3));
    out.writeShort(1);
    out.writeShort(failure != 0 ? 0 : found.size());
    out.writeInt(0);
    out.write(question, 12, end - 12);
    if (failure == 0) {
      for (byte[] data : found) {
        out.writeShort(0xc00c);
        out.writeShort(type);
        out.writeShort(1);
        out.writeInt(60);
        out.writeShort(data.length);
        out.write(data);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
