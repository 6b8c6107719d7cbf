import subprocess
import sys


def test_key_imports_nothing_of_django() -> None:
    program = "import sys, agreements.key; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
