package io.securitybaseline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Markdown file with the figures between two markers; what stands around them is kept. */
final class Document {

  private static final String BEGIN = "<!-- figures: written by bench/run, not by hand -->";
  private static final String END = "<!-- end of figures -->";

  private Document() {}

  static void write(Path file, Machine machine, String[] arguments, Figures figures)
      throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : BEGIN + "\n" + END + "\n";
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String command = ("./bench/run " + String.join(" ", arguments)).strip();
    String generated = "\n\n`%s`\n\n%s\n%s\n".formatted(command, machine.text(), figures.table());
    Files.writeString(file, text.substring(0, begin) + generated + text.substring(end));
  }
}
