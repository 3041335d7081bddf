namespace ControlPlane.Cli.Completion;

/// <summary>The completion scripts. They hand the words to <c>cplane __complete</c>, so they never grow old.</summary>
internal static class ShellScripts
{
    /// <summary>Where nothing is offered, bash completes file names.</summary>
    public const string Bash = """
        # bash completion for cplane. In ~/.bashrc: source <(cplane completion bash)
        _cplane()
        {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                [[ -n $line ]] && COMPREPLY+=("$(printf '%q' "$line")")
            done < <("${COMP_WORDS[0]}" __complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -o default -F _cplane cplane

        """;

    /// <summary>Where nothing is offered, zsh completes file names.</summary>
    public const string Zsh = """
        #compdef cplane
        # zsh completion for cplane. In ~/.zshrc, after compinit: source <(cplane completion zsh)
        _cplane()
        {
            local -a offered
            offered=("${(@f)$("${words[1]}" __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            offered=(${offered:#})
            if (( ${#offered} )); then
                compadd -- "${offered[@]}"
            else
                _files
            fi
        }
        compdef _cplane cplane

        """;
}
