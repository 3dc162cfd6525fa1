package io.promontory.rules.remotewrite;

import java.time.Duration;

/**
 * What a receiver answered.
 *
 * @param retryAfter how long it asks us to wait; zero where it does not say
 * @param confirms whether it says how much it has written, as version 2.0 demands
 * @param text the beginning of its body, for people
 */
public record WriteAnswer(int status, Duration retryAfter, boolean confirms, String text) {
  boolean isOk() {
    return status / 100 == 2;
  }
}
