package io.promontory.frontend.cli;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigException;
import java.util.concurrent.CountDownLatch;

/** Keeps a process running until it is told to stop: Ctrl-C, SIGTERM or {@code /-/quit}. */
final class RunUntilStopped {
  private RunUntilStopped() {}

  /** Returns once the process has stopped. */
  static void run(ServerProcess process) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Signals.on(
        "HUP",
        () -> {
          try {
            process.reload();
          } catch (ConfigException e) {
            // logged where it was refused; the process goes on as it was
          }
        });
    Thread asked =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    process.awaitQuit();
                    stop.countDown();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    stop.await();
    asked.interrupt();
    process.close();
  }
}
