package io.securitybaseline.cli.rollback;

import io.securitybaseline.cli.options.PlainText;
import java.io.PrintWriter;

/**
 * What a rollback writes: what it does is the document, what fails goes to the errors.
 *
 * @param quiet whether notes are left out
 */
record Report(PrintWriter document, PrintWriter errors, boolean quiet) {

  /** Something that is done, or would be. */
  void line(String text) {
    document.println(PlainText.of(text));
    document.flush();
  }

  /** Something that is worth knowing. */
  void note(String text) {
    if (!quiet) {
      line(text);
    }
  }

  /** Something that could not be done. */
  void error(String text) {
    errors.println("rollback: " + PlainText.of(text));
    errors.flush();
  }
}
