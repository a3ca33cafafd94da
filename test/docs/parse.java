import com.sun.source.util.JavacTask;
import java.nio.file.Path;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Reads a Java file without looking up what it imports, and fails with what is wrong. */
class Parse {
  public static void main(String[] args) throws Exception {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var files = compiler.getStandardFileManager(problems, null, null);
    var sources = files.getJavaFileObjects(Path.of(args[0]));
    ((JavacTask) compiler.getTask(null, files, problems, null, null, sources)).parse();
    problems.getDiagnostics().forEach(System.err::println);
    System.exit(problems.getDiagnostics().isEmpty() ? 0 : 1);
  }
}
