package io.securitybaseline.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects of files, lists unfolded.
 *
 * @param objects what was read
 * @param linkedFolders links to folders, which were not followed
 * @param unreadable a sentence for each file, or rest of a file, that could not be read
 */
public record Manifests(
    List<Manifest> objects, List<String> linkedFolders, List<String> unreadable) {

  private static final String LIST = "List";

  public Manifests {
    objects = List.copyOf(objects);
    linkedFolders = List.copyOf(linkedFolders);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads a folder with all below it, a file, or standard input for {@code -}. What can be read is
   * read, whatever else cannot.
   *
   * @throws UnreadableException if the folder or the file does not exist
   */
  public static Manifests in(String place) {
    List<Manifest> objects = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Path path = Path.of(place);
    if (place.equals(TextSource.STANDARD_INPUT) || !Files.isDirectory(path)) {
      add(TextSource.of(place), objects, unreadable);
      return new Manifests(objects, List.of(), unreadable);
    }
    ManifestFiles.Found found =
        ManifestFiles.under(path, failure -> unreadable.add(failure.getMessage()));
    for (Path file : found.files()) {
      try {
        add(TextSource.of(file.toString(), file), objects, unreadable);
      } catch (UnreadableException e) {
        unreadable.add(e.getMessage());
      }
    }
    return new Manifests(
        objects, found.linkedFolders().stream().map(Path::toString).toList(), unreadable);
  }

  private static void add(TextSource source, List<Manifest> objects, List<String> unreadable) {
    try {
      Documents.read(source, document -> unfold(source.name(), document, objects));
    } catch (UnreadableException e) {
      unreadable.add(e.getMessage());
    }
  }

  /** A typed list defines the type of its items, so the items may omit it. */
  private static void unfold(String file, JsonNode document, List<Manifest> objects) {
    if (document instanceof ArrayNode several) {
      several.forEach(each -> unfold(file, each, objects));
      return;
    }
    if (!(document instanceof ObjectNode object)) {
      return;
    }
    String kind = object.path("kind").asText("");
    if (!kind.endsWith(LIST) || !object.path("items").isArray()) {
      objects.add(new Manifest(file, object));
      return;
    }
    String itemKind = kind.substring(0, kind.length() - LIST.length());
    for (JsonNode item : object.path("items")) {
      if (item instanceof ObjectNode each && !itemKind.isEmpty()) {
        unfold(file, typed(each, object.path("apiVersion"), itemKind), objects);
      } else {
        unfold(file, item, objects);
      }
    }
  }

  private static ObjectNode typed(ObjectNode item, JsonNode version, String kind) {
    if (item.has("kind") && item.has("apiVersion")) {
      return item;
    }
    ObjectNode typed = item.objectNode();
    typed.set("apiVersion", item.has("apiVersion") ? item.get("apiVersion") : version);
    typed.put("kind", item.path("kind").asText(kind));
    item.properties().forEach(entry -> typed.set(entry.getKey(), entry.getValue()));
    return typed;
  }
}
