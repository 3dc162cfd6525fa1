package io.promontory.objectstore.testing;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/** What a {@link FaultProxy} does to a request. */
@FunctionalInterface
public interface Fault {
  /** Hands on the server's answer. */
  Fault NONE = exchange -> exchange.write(exchange.forward().bytes());

  void answer(Exchange exchange) throws IOException;

  /** Answers with an error in S3's XML, without asking the server. */
  static Fault error(int status, String code) {
    return exchange -> exchange.write(HttpMessage.error(status, code, "as told").bytes());
  }

  /** S3's way to say that it is asked too much. */
  static Fault slowDown() {
    return error(503, "SlowDown");
  }

  /** Waits before it asks the server. */
  static Fault latency(long millis) {
    return exchange -> {
      exchange.pause(millis);
      NONE.answer(exchange);
    };
  }

  /** Ends the body after so many bytes, though its head promises all of them. */
  static Fault truncate(int bytes) {
    return exchange -> {
      HttpMessage answer = exchange.forward();
      byte[] body = answer.body();
      exchange.write(answer.withBody(Arrays.copyOf(body, Math.min(bytes, body.length))).bytes());
    };
  }

  /** Sets a header of the server's answer. */
  static Fault header(String name, String value) {
    return exchange -> exchange.write(exchange.forward().withHeader(name, value).bytes());
  }

  /** Lets the server answer one such request at a time. */
  static Fault oneAtATime() {
    ReentrantLock turn = new ReentrantLock();
    return exchange -> {
      turn.lock();
      try {
        NONE.answer(exchange);
      } finally {
        turn.unlock();
      }
    };
  }

  /** Never answers. */
  static Fault hang() {
    return Exchange::awaitHangUp;
  }

  /** Breaks the connection before the server is asked. */
  static Fault reset() {
    return Exchange::reset;
  }

  /** Lets the server do what is asked, and breaks the connection in place of its answer. */
  static Fault loseAnswer() {
    return exchange -> {
      exchange.forward();
      exchange.reset();
    };
  }
}
