package io.promontory.it.dist;

import java.lang.management.ManagementFactory;

/** A main class that prints its Java, its Java's options and its arguments, one a line. */
final class Echo {
  private Echo() {}

  public static void main(String[] arguments) {
    System.out.println("java=" + System.getProperty("java.home"));
    ManagementFactory.getRuntimeMXBean()
        .getInputArguments()
        .forEach(option -> System.out.println("option=" + option));
    for (String argument : arguments) {
      System.out.println("argument=" + argument);
    }
  }
}
