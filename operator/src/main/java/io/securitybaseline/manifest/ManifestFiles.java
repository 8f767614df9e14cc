package io.securitybaseline.manifest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The YAML and JSON files under a folder, in the order of their names. As kubectl does it, links to
 * files are followed and links to folders are not.
 */
final class ManifestFiles extends SimpleFileVisitor<Path> {

  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  private final List<Path> files = new ArrayList<>();
  private final List<Path> linkedFolders = new ArrayList<>();
  private final Consumer<UnreadableException> unreadable;

  private ManifestFiles(Consumer<UnreadableException> unreadable) {
    this.unreadable = unreadable;
  }

  /**
   * @param files those with manifests
   * @param linkedFolders links to folders, which are not followed
   */
  record Found(List<Path> files, List<Path> linkedFolders) {}

  /**
   * All files; the folder may itself be a link.
   *
   * @param unreadable takes what cannot be looked into
   */
  static Found under(Path folder, Consumer<UnreadableException> unreadable) {
    ManifestFiles visitor = new ManifestFiles(unreadable);
    try {
      Files.walkFileTree(Files.isSymbolicLink(folder) ? folder.resolve(".") : folder, visitor);
    } catch (IOException e) {
      throw new UnreadableException(folder.toString(), String.valueOf(e.getMessage()));
    }
    visitor.files.sort(Comparator.naturalOrder());
    visitor.linkedFolders.sort(Comparator.naturalOrder());
    return new Found(visitor.files, visitor.linkedFolders);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
      linkedFolders.add(file);
    } else if (isManifest(file)) {
      if (Files.isRegularFile(file)) {
        files.add(file.normalize());
      } else {
        unreadable.accept(
            new UnreadableException(
                file.toString(),
                attributes.isSymbolicLink()
                    ? "is a broken symbolic link or links to itself: remove it"
                    : "is not a regular file: move it out of the folder"));
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    unreadable.accept(
        new UnreadableException(file.toString(), "cannot be listed: permission denied"));
    return FileVisitResult.CONTINUE;
  }

  private static boolean isManifest(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
