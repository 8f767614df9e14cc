package io.securitybaseline.cli.report;

import io.securitybaseline.cli.options.PlainText;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements. Everything that is text or an attribute is escaped by the JDK's writer. */
final class HtmlWriter {

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  HtmlWriter() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a step writes inside an element. */
  @FunctionalInterface
  interface Content {
    void write();
  }

  /**
   * An element.
   *
   * @param attributes names and values, one after the other
   */
  HtmlWriter element(String name, Content content, String... attributes) {
    try {
      xml.writeStartElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i], PlainText.of(attributes[i + 1]));
      }
      // Never an empty-element tag, which HTML reads as a start tag.
      xml.writeCharacters("");
      content.write();
      xml.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An element with nothing but text. */
  HtmlWriter text(String name, String content, String... attributes) {
    return element(name, () -> text(content), attributes);
  }

  /** An element that HTML knows to have no content, such as {@code input}. */
  HtmlWriter empty(String name, String... attributes) {
    try {
      xml.writeEmptyElement(name);
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i], PlainText.of(attributes[i + 1]));
      }
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  HtmlWriter text(String content) {
    try {
      xml.writeCharacters(PlainText.of(content));
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  String html() {
    try {
      xml.flush();
      return text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
